package io.mypay.remittance.ledger;

import io.mypay.kit.grpc.Neighbour;
import io.mypay.kit.grpc.Protos;
import io.mypay.kit.id.MembershipId;
import io.mypay.money.v1.MutinyLedgerServiceGrpc.MutinyLedgerServiceStub;
import io.mypay.money.v1.PostTransfersRequest;
import io.mypay.money.v1.PostTransfersResponse;
import io.mypay.money.v1.Transfer;
import io.mypay.money.v1.TransferCode;
import io.mypay.money.v1.TransferKind;
import io.mypay.remittance.Charge;
import io.mypay.remittance.RemittanceId;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Posts a remittance's transfers. */
@ApplicationScoped
public class Postings {
    private static final String REMITTANCE_FEE = "remittance-fee";

    private final MutinyLedgerServiceStub ledger;
    private final String corporateCash;

    Postings(
            @GrpcClient("money") MutinyLedgerServiceStub ledger,
            @ConfigProperty(name = "mypay.remittance.corporate-bank-code") String bankCode) {
        this.ledger = ledger;
        this.corporateCash = "corporate-cash/" + bankCode;
    }

    /** From member to member, at once. */
    public Uni<Posted> move(Movement movement) {
        var transfer =
                transfer(movement.id(), "transfer", TransferKind.TRANSFER_KIND_SINGLE)
                        .setFromAccount(member(movement.from()))
                        .setToAccount(member(movement.to()))
                        .setAmount(Protos.proto(movement.amount()));
        return post(LedgerResults::ofSpending, transfer);
    }

    /** Reserves amount and fee. It never times out: only the bank's answer ends it. */
    public Uni<Posted> hold(RemittanceId id, MembershipId from, Charge charge) {
        var hold =
                transfer(id, "hold", TransferKind.TRANSFER_KIND_HOLD)
                        .setFromAccount(member(from))
                        .setToAccount(corporateCash)
                        .setAmount(Protos.proto(charge.total()));
        return post(LedgerResults::ofSpending, hold);
    }

    /** The cash is out: the held amount goes the same way, and the fee is earned. */
    public Uni<Posted> capture(RemittanceId id, Charge charge) {
        // The account the hold was made for, whatever is configured by now.
        var amount =
                ofHold(id, "capture-amount", TransferKind.TRANSFER_KIND_CAPTURE)
                        .setAmount(Protos.proto(charge.amount()));
        if (charge.fee().isZero()) {
            return post(LedgerResults::ofCapture, amount);
        }
        var fee =
                ofHold(id, "capture-fee", TransferKind.TRANSFER_KIND_CAPTURE)
                        .setToAccount(REMITTANCE_FEE)
                        .setAmount(Protos.proto(charge.fee()))
                        .setCode(TransferCode.TRANSFER_CODE_REMITTANCE_FEE);
        return post(LedgerResults::ofCapture, amount.setLinked(true), fee);
    }

    /** No cash went out: the sender can spend what was held again. */
    public Uni<Posted> release(RemittanceId id) {
        return post(
                LedgerResults::ofRelease,
                ofHold(id, "release", TransferKind.TRANSFER_KIND_RELEASE));
    }

    private Uni<Posted> post(
            Function<PostTransfersResponse, Posted> reading, Transfer.Builder... transfers) {
        var request = PostTransfersRequest.newBuilder();
        for (var transfer : transfers) {
            request.addTransfers(transfer);
        }
        return Neighbour.call("money", () -> ledger.postTransfers(request.build())).map(reading);
    }

    private static Transfer.Builder ofHold(RemittanceId id, String step, TransferKind kind) {
        return transfer(id, step, kind).setHoldId(id.step("hold").toString());
    }

    private static Transfer.Builder transfer(RemittanceId id, String step, TransferKind kind) {
        return Transfer.newBuilder()
                .setTransferId(id.step(step).toString())
                .setKind(kind)
                .setCode(TransferCode.TRANSFER_CODE_REMITTANCE)
                .setReference(id.toString());
    }

    private static String member(MembershipId id) {
        return "member/" + id;
    }
}
