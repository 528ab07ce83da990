package io.mypay.e2e.chaos;

import io.mypay.e2e.OutsideBank;
import io.mypay.e2e.World;
import io.mypay.membership.v1.MembershipKind;
import io.mypay.type.v1.BankAccount;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Who takes part in a run.
 *
 * @param landlords bank accounts outside of MyPay that people send money to
 */
record Crowd(
        Person staff, List<Person> members, List<Person> merchants, List<BankAccount> landlords) {

    static final long CASH = 50_000_000;
    private static final int MEMBERS = 12;
    private static final int MERCHANTS = 3;

    static Crowd gathered(OutsideBank bank, World world, Person staff) {
        List<Person> members =
                IntStream.range(0, MEMBERS)
                        .mapToObj(i -> newcomer(world, MembershipKind.MEMBERSHIP_KIND_PERSON, i))
                        .toList();
        List<Person> merchants =
                IntStream.range(0, MERCHANTS)
                        .mapToObj(i -> newcomer(world, MembershipKind.MEMBERSHIP_KIND_MERCHANT, i))
                        .toList();
        List<BankAccount> landlords =
                Schedule.BANKS.stream()
                        .map(code -> bank.open(code, World.freshAccountNumber(), "Landlord", 0))
                        .toList();
        // Until then nobody can send them money.
        members.forEach(member -> member.moves().awaitAccount());
        return new Crowd(staff, members, merchants, landlords);
    }

    private static Person newcomer(World world, MembershipKind kind, int number) {
        boolean isMerchant = kind == MembershipKind.MEMBERSHIP_KIND_MERCHANT;
        String name = (isMerchant ? "Shop " : "Member ") + (number + 1);
        String bank = Schedule.BANKS.get(number % Schedule.BANKS.size());
        return new Person(world, world.newcomer(kind, name, bank, isMerchant ? 0 : CASH));
    }

    Person member(SplittableRandom random) {
        return members.get(random.nextInt(members.size()));
    }

    Person merchant(SplittableRandom random) {
        return merchants.get(random.nextInt(merchants.size()));
    }

    BankAccount landlord(SplittableRandom random) {
        return landlords.get(random.nextInt(landlords.size()));
    }
}
