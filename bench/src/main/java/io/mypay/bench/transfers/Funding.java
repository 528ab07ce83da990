package io.mypay.bench.transfers;

import io.mypay.bench.load.Caller;
import io.mypay.money.v1.LedgerServiceGrpc.LedgerServiceBlockingStub;
import io.mypay.money.v1.PostTransfersRequest;
import io.mypay.money.v1.Transfer;
import io.mypay.money.v1.TransferCode;
import io.mypay.money.v1.TransferKind;
import java.util.SplittableRandom;

/** Gives each member money, through the ledger, as the cash of a recharge comes in. */
public final class Funding {
    /** So much that nobody runs short in any run. */
    static final long EACH = 1_000_000_000;

    private static final int BATCH = 1000;
    private static final String CASH = "corporate-cash/004";

    private final Book book;
    private final LedgerServiceBlockingStub ledger;
    private final Ids ids = new Ids(new SplittableRandom());

    public Funding(Book book, LedgerServiceBlockingStub ledger) {
        this.book = book;
        this.ledger = ledger;
    }

    public void run() {
        for (int first = 0; first < Book.MEMBERS; first += BATCH) {
            fund(first, Math.min(first + BATCH, Book.MEMBERS));
        }
    }

    private void fund(int first, int end) {
        PostTransfersRequest.Builder request = PostTransfersRequest.newBuilder();
        for (int member = first; member < end; member++) {
            request.addTransfers(recharge(member));
        }
        try {
            Answers.requireApplied(
                    ledger.postTransfers(request.build()).toByteArray(), end - first);
        } catch (Caller.WrongAnswer e) {
            throw new IllegalStateException("cannot fund the accounts: " + e.getMessage(), e);
        }
        book.posted(end - first);
        for (int member = first; member < end; member++) {
            book.funded(member, EACH);
        }
    }

    private Transfer recharge(int member) {
        return Transfer.newBuilder()
                .setTransferId(ids.next().toString())
                .setKind(TransferKind.TRANSFER_KIND_SINGLE)
                .setFromAccount(CASH)
                .setToAccount(book.name(member))
                .setAmount(Requests.won(EACH))
                .setCode(TransferCode.TRANSFER_CODE_RECHARGE)
                .setReference("benchmark")
                .build();
    }
}
