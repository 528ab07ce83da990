package io.mypay.remittance.bank;

import io.grpc.Status;
import io.mypay.banking.v1.Firmbanking;
import io.mypay.banking.v1.FirmbankingDirection;
import io.mypay.banking.v1.FirmbankingOrigin;
import io.mypay.banking.v1.GetFirmbankingRequest;
import io.mypay.banking.v1.MutinyFirmbankingServiceGrpc.MutinyFirmbankingServiceStub;
import io.mypay.banking.v1.RequestFirmbankingRequest;
import io.mypay.kit.grpc.Errors;
import io.mypay.kit.grpc.Neighbour;
import io.mypay.kit.grpc.Protos;
import io.mypay.remittance.FailureReason;
import io.mypay.remittance.RemittanceId;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Cash sent out, commanded by banking: at most one firmbanking for each remittance. */
@ApplicationScoped
public class Firmbankings {
    private final MutinyFirmbankingServiceStub banking;

    Firmbankings(@GrpcClient("banking") MutinyFirmbankingServiceStub banking) {
        this.banking = banking;
    }

    /** Asking again, after a lost answer or a crash, gives the same firmbanking. */
    public Uni<FirmbankingStanding> request(Deposit deposit) {
        var request = request(deposit, deposit.id().step("firmbanking").toString());
        return Neighbour.call("banking", () -> banking.requestFirmbanking(request))
                .map(answer -> standing(answer.getFirmbanking()))
                .onFailure(failure -> Errors.refusal(failure).isPresent())
                .recoverWithUni(failure -> refused(deposit.id(), failure));
    }

    /** Empty if banking has none for this remittance. */
    public Uni<Optional<FirmbankingStanding>> find(RemittanceId id) {
        var request = GetFirmbankingRequest.newBuilder().setOriginId(id.toString()).build();
        return Neighbour.call("banking", () -> banking.getFirmbanking(request))
                .map(answer -> Optional.of(standing(answer.getFirmbanking())))
                .onFailure(failure -> Errors.code(failure) == Status.Code.NOT_FOUND)
                .recoverWithItem(Optional.empty());
    }

    // Banking refuses an origin for ever, and never one that it accepted. But what is refused
    // before
    // banking looks at the origin, such as a request it cannot read any more, says nothing about an
    // earlier one whose answer was lost: giving the money back then would give it twice. So the no
    // counts only if nothing is there.
    private Uni<FirmbankingStanding> refused(RemittanceId id, Throwable failure) {
        var reason = FailureReason.of(Errors.refusal(failure).orElseThrow());
        return find(id).map(
                        there -> there.orElseGet(() -> new FirmbankingStanding.Refused(reason)));
    }

    private static RequestFirmbankingRequest request(Deposit deposit, String requestId) {
        return RequestFirmbankingRequest.newBuilder()
                .setRequestId(requestId)
                .setOrigin(FirmbankingOrigin.FIRMBANKING_ORIGIN_REMITTANCE)
                .setOriginId(deposit.id().toString())
                .setMembershipId(deposit.sender().toString())
                .setDirection(FirmbankingDirection.FIRMBANKING_DIRECTION_DEPOSIT)
                .setBankAccount(
                        io.mypay.type.v1.BankAccount.newBuilder()
                                .setBankCode(deposit.to().bank().value())
                                .setAccountNumber(deposit.to().number().digits()))
                .setAmount(Protos.proto(deposit.amount()))
                .build();
    }

    private static FirmbankingStanding standing(Firmbanking firmbanking) {
        var id = FirmbankingId.parse(firmbanking.getFirmbankingId());
        return switch (firmbanking.getState()) {
            case STATE_REQUESTED, STATE_SENT, STATE_UNKNOWN -> new FirmbankingStanding.Underway(id);
            case STATE_SUCCEEDED -> new FirmbankingStanding.Succeeded(id);
            case STATE_FAILED ->
                    new FirmbankingStanding.Failed(
                            id, FailureReason.of(firmbanking.getFailureReason()));
            case STATE_UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalStateException("firmbanking " + id + " is in no state");
        };
    }
}
