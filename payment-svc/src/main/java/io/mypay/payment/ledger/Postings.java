package io.mypay.payment.ledger;

import io.mypay.kit.grpc.Neighbour;
import io.mypay.kit.grpc.Protos;
import io.mypay.kit.id.MembershipId;
import io.mypay.money.v1.MutinyLedgerServiceGrpc.MutinyLedgerServiceStub;
import io.mypay.money.v1.PostTransfersRequest;
import io.mypay.money.v1.PostTransfersResponse;
import io.mypay.money.v1.Transfer;
import io.mypay.money.v1.TransferCode;
import io.mypay.money.v1.TransferKind;
import io.mypay.payment.PaymentId;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;

/** Posts a payment's transfers. */
@ApplicationScoped
public class Postings {
    /**
     * A hold is captured within milliseconds, after an outage within minutes. One that outlives
     * this belongs to a payment nobody could finish, and the member gets the money back.
     */
    private static final Duration HOLD_LASTS = Duration.ofHours(1);

    private static final String HOLD = "hold";

    private final MutinyLedgerServiceStub ledger;

    Postings(@GrpcClient("money") MutinyLedgerServiceStub ledger) {
        this.ledger = ledger;
    }

    /** Reserves the amount for the merchant. */
    public Uni<Posted> hold(Movement movement) {
        var hold =
                transfer(movement.payment().step(HOLD), movement.payment())
                        .setKind(TransferKind.TRANSFER_KIND_HOLD)
                        .setCode(TransferCode.TRANSFER_CODE_PAYMENT)
                        .setFromAccount(member(movement.member()))
                        .setToAccount(merchant(movement.merchant()))
                        .setAmount(Protos.proto(movement.amount()))
                        .setTimeoutSeconds(Math.toIntExact(HOLD_LASTS.toSeconds()));
        return post(hold, LedgerResults::ofHold);
    }

    /** The merchant gets all that is held. */
    public Uni<Posted> capture(Movement movement) {
        var capture =
                transfer(movement.payment().step("capture"), movement.payment())
                        .setKind(TransferKind.TRANSFER_KIND_CAPTURE)
                        .setCode(TransferCode.TRANSFER_CODE_PAYMENT)
                        .setHoldId(movement.payment().step(HOLD).toString())
                        .setAmount(Protos.proto(movement.amount()));
        return post(capture, LedgerResults::ofCapture);
    }

    /** The member gets the amount back, under the refund's own transfer id. */
    public Uni<Posted> refund(UUID transferId, Movement movement) {
        var refund =
                transfer(transferId, movement.payment())
                        .setKind(TransferKind.TRANSFER_KIND_SINGLE)
                        .setCode(TransferCode.TRANSFER_CODE_REFUND)
                        .setFromAccount(merchant(movement.merchant()))
                        .setToAccount(member(movement.member()))
                        .setAmount(Protos.proto(movement.amount()));
        return post(refund, LedgerResults::ofRefund);
    }

    private Uni<Posted> post(
            Transfer.Builder transfer, Function<PostTransfersResponse, Posted> reading) {
        var request = PostTransfersRequest.newBuilder().addTransfers(transfer).build();
        return Neighbour.call("money", () -> ledger.postTransfers(request)).map(reading);
    }

    private static Transfer.Builder transfer(UUID id, PaymentId reference) {
        return Transfer.newBuilder()
                .setTransferId(id.toString())
                .setReference(reference.toString());
    }

    private static String member(MembershipId id) {
        return "member/" + id;
    }

    private static String merchant(MembershipId id) {
        return "merchant/" + id;
    }
}
