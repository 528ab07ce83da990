package io.mypay.bank.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.bank.account.Account;
import io.mypay.bank.account.AccountStatus;
import io.mypay.bank.agreement.Agreement;
import io.mypay.bank.language.AccountId;
import io.mypay.bank.language.AccountNumber;
import io.mypay.bank.language.BankCode;
import io.mypay.bank.language.IdempotencyKey;
import io.mypay.bank.language.TransferId;
import io.mypay.bank.language.Won;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClearingTest {
    private static final AccountId CORPORATE = id("004", "000001");
    private static final AccountId MEMBER = id("088", "000002");
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        // direction, member has, corporate has, overdraft, amount, fee, outcome
        "IN,  1000, 0,    0,    1000, 500, SUCCEEDED",
        "IN,  999,  0,    0,    1000, 500, INSUFFICIENT_FUNDS",
        "IN,  1000, 0,    0,    500,  500, SUCCEEDED",
        "IN,  1000, 0,    0,    499,  500, INSUFFICIENT_FUNDS",
        "IN,  1000, 0,    1,    499,  500, SUCCEEDED",
        "IN,  1000, 0,    0,    1,    0,   SUCCEEDED",
        "OUT, 0,    1500, 0,    1000, 500, SUCCEEDED",
        "OUT, 0,    1499, 0,    1000, 500, INSUFFICIENT_FUNDS",
        "OUT, 0,    0,    1500, 1000, 500, SUCCEEDED",
        "OUT, 0,    0,    1499, 1000, 500, INSUFFICIENT_FUNDS",
    })
    void amount_and_fee_are_paid_together_or_not_at_all(
            Direction direction,
            long memberHas,
            long corporateHas,
            long overdraft,
            long amount,
            long fee,
            String expected) {
        Map<AccountId, Account> accounts =
                accounts(
                        account(MEMBER, AccountStatus.OPEN, memberHas, 0),
                        account(CORPORATE, AccountStatus.OPEN, corporateHas, overdraft));

        Clearing clearing = decide(direction.command(amount), fee, accounts);

        assertThat(result(clearing)).isEqualTo(expected);
        boolean moved = expected.equals("SUCCEEDED");
        long member = (direction == Direction.IN ? -amount : amount) * (moved ? 1 : 0);
        assertThat(change(clearing, accounts, MEMBER)).isEqualTo(member);
        assertThat(change(clearing, accounts, CORPORATE)).isEqualTo(moved ? -member - fee : 0);
        assertThat(clearing.entries()).hasSize(moved ? (fee > 0 ? 3 : 2) : 0);
    }

    @Test
    void closed_missing_and_foreign_accounts_are_told_apart() {
        Account member = account(MEMBER, AccountStatus.OPEN, 1_000, 0);
        Account corporate = account(CORPORATE, AccountStatus.OPEN, 1_000, 0);
        Account closed = account(MEMBER, AccountStatus.CLOSED, 1_000, 0);
        AccountId stranger = id("020", "000003");
        Command foreign = command(MEMBER, stranger, 500);
        Command in = Direction.IN.command(500);

        assertThat(result(decide(in, 0, accounts(corporate)))).isEqualTo("NO_SUCH_ACCOUNT");
        assertThat(result(decide(in, 0, accounts(corporate, closed)))).isEqualTo("ACCOUNT_CLOSED");
        assertThat(result(decide(foreign, 0, accounts(member)))).isEqualTo("NO_AGREEMENT");
    }

    @Test
    void entries_carry_the_balance_after_each_of_them() {
        Map<AccountId, Account> accounts =
                accounts(
                        account(MEMBER, AccountStatus.OPEN, 1_000, 0),
                        account(CORPORATE, AccountStatus.OPEN, 10, 0));

        Clearing clearing = decide(Direction.IN.command(700), 500, accounts);

        assertThat(clearing.entries())
                .extracting(entry -> entry.balanceAfter().value())
                .containsExactly(300L, 710L, 210L);
    }

    enum Direction {
        IN,
        OUT;

        Command command(long amount) {
            return this == IN
                    ? ClearingTest.command(MEMBER, CORPORATE, amount)
                    : ClearingTest.command(CORPORATE, MEMBER, amount);
        }
    }

    private static Clearing decide(Command command, long fee, Map<AccountId, Account> accounts) {
        Agreement agreement = new Agreement(command.bank(), "Shinhan", new Won(fee), CORPORATE);
        return Clearing.decide(command, agreement, accounts, TransferId.next(), NOW);
    }

    private static String result(Clearing clearing) {
        return switch (clearing.outcome()) {
            case Outcome.Succeeded _ -> "SUCCEEDED";
            case Outcome.Declined declined -> declined.reason().value();
        };
    }

    private static long change(Clearing clearing, Map<AccountId, Account> before, AccountId id) {
        return clearing.changed().stream()
                .filter(account -> account.id().equals(id))
                .mapToLong(account -> account.balance().minus(before.get(id).balance()).value())
                .sum();
    }

    private static Command command(AccountId from, AccountId to, long amount) {
        IdempotencyKey key = new IdempotencyKey(UUID.randomUUID());
        return new Command(new BankCode("088"), key, from, to, new Won(amount), "");
    }

    private static Map<AccountId, Account> accounts(Account... accounts) {
        return Stream.of(accounts).collect(Collectors.toMap(Account::id, Function.identity()));
    }

    private static Account account(
            AccountId id, AccountStatus status, long balance, long overdraftLimit) {
        return new Account(id, "Kim Minji", status, new Won(balance), new Won(overdraftLimit));
    }

    private static AccountId id(String bank, String number) {
        return new AccountId(new BankCode(bank), new AccountNumber(number));
    }
}
