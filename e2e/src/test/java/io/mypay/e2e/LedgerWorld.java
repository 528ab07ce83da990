package io.mypay.e2e;

import io.mypay.e2e.LedgerMix.Parties;
import io.mypay.e2e.StackExtension.Platform;
import io.mypay.membership.v1.MembershipKind;
import io.mypay.money.v1.Transfer;
import io.mypay.money.v1.TransferCode;
import io.mypay.money.v1.TransferKind;
import io.mypay.money.v1.TransferResult;
import java.util.List;
import java.util.stream.IntStream;

/** Accounts of the ledger that one test has for itself, with money in them. */
final class LedgerWorld {

    private static final int MEMBERS = 12;
    private static final int MERCHANTS = 2;
    private static final long FUNDS = 10_000_000;

    private LedgerWorld() {}

    /** The funding is in the journal too, so that its balances begin at zero. */
    static Parties parties(Platform platform, LedgerCaller caller, LedgerJournal journal) {
        Parties parties =
                new Parties(
                        accounts(
                                platform,
                                MembershipKind.MEMBERSHIP_KIND_PERSON,
                                "member/",
                                MEMBERS),
                        accounts(
                                platform,
                                MembershipKind.MEMBERSHIP_KIND_MERCHANT,
                                "merchant/",
                                MERCHANTS));
        Eventually.holds(
                "the accounts are open",
                () -> caller.accounts(parties.all()),
                open -> open.size() == parties.all().size());
        var funding = journal.open(parties.members().stream().map(LedgerWorld::funding).toList());
        List<TransferResult> funded = caller.post(funding.transfers());
        journal.answered(funding, funded);
        return parties;
    }

    private static List<String> accounts(
            Platform platform, MembershipKind kind, String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(_ -> platform.world().signUp(kind, "Crash", World.emailOf("Crash")))
                .map(membership -> prefix + membership.getMembershipId())
                .toList();
    }

    private static Transfer funding(String member) {
        return Transfer.newBuilder()
                .setTransferId(LedgerMix.id())
                .setKind(TransferKind.TRANSFER_KIND_SINGLE)
                .setCode(TransferCode.TRANSFER_CODE_ADJUSTMENT)
                .setFromAccount("adjustment")
                .setToAccount(member)
                .setAmount(Won.of(FUNDS))
                .setReference("funding")
                .build();
    }
}
