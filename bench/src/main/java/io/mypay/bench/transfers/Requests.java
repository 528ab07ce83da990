package io.mypay.bench.transfers;

import io.mypay.money.v1.PostTransfersRequest;
import io.mypay.money.v1.Transfer;
import io.mypay.money.v1.TransferCode;
import io.mypay.money.v1.TransferKind;
import io.mypay.type.v1.Money;

/** The transfers that the benchmark asks for, with one won each. */
final class Requests {
    static final long AMOUNT = 1;

    /** Stand where ids and members are filled in. */
    static final String ID = "00000000-0000-7000-8000-00000000000a";

    static final String ID_2 = "00000000-0000-7000-8000-00000000000b";
    static final String FROM = "member/00000000-0000-7000-8000-00000000000c";
    static final String FROM_2 = "member/00000000-0000-7000-8000-00000000000d";
    static final String TO = "member/00000000-0000-7000-8000-00000000000e";
    static final String TO_2 = "member/00000000-0000-7000-8000-00000000000f";

    private static final String REFERENCE = "0190a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b";

    private Requests() {}

    static Transfer.Builder single(String id, String from, String to) {
        return transfer(id, TransferKind.TRANSFER_KIND_SINGLE)
                .setFromAccount(from)
                .setToAccount(to)
                .setAmount(won(AMOUNT));
    }

    static Transfer.Builder hold(String id, String from, String to) {
        return single(id, from, to).setKind(TransferKind.TRANSFER_KIND_HOLD);
    }

    static Transfer.Builder capture(String id, String hold) {
        return transfer(id, TransferKind.TRANSFER_KIND_CAPTURE)
                .setHoldId(hold)
                .setAmount(won(AMOUNT));
    }

    private static Transfer.Builder transfer(String id, TransferKind kind) {
        return Transfer.newBuilder()
                .setTransferId(id)
                .setKind(kind)
                .setCode(TransferCode.TRANSFER_CODE_REMITTANCE)
                .setReference(REFERENCE);
    }

    static Money won(long amount) {
        return Money.newBuilder().setCurrencyCode("KRW").setMinorUnits(amount).build();
    }

    static Template of(Transfer.Builder... transfers) {
        PostTransfersRequest.Builder request = PostTransfersRequest.newBuilder();
        for (Transfer.Builder transfer : transfers) {
            request.addTransfers(transfer);
        }
        return new Template(request.build());
    }
}
