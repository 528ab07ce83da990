package io.mypay.payment.funding;

import io.mypay.kit.grpc.Errors;
import io.mypay.kit.grpc.Neighbour;
import io.mypay.kit.grpc.Protos;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.money.Money;
import io.mypay.money.v1.GetRechargeRequest;
import io.mypay.money.v1.MutinyMoneyServiceGrpc.MutinyMoneyServiceStub;
import io.mypay.money.v1.Recharge;
import io.mypay.money.v1.RequestRechargeRequest;
import io.mypay.payment.DeclineReason;
import io.mypay.payment.PaymentId;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Automatic recharges, worked by money: at most one for each payment. */
@ApplicationScoped
public class Recharges {
    private final MutinyMoneyServiceStub money;

    Recharges(@GrpcClient("money") MutinyMoneyServiceStub money) {
        this.money = money;
    }

    /** Asking again, after a lost answer or a crash, gives the same recharge. */
    public Uni<RechargeAnswer> request(PaymentId id, MembershipId member, Money amount) {
        var request =
                RequestRechargeRequest.newBuilder()
                        .setRequestId(id.step("recharge").toString())
                        .setMembershipId(member.toString())
                        .setAmount(Protos.proto(amount))
                        .build();
        return Neighbour.call("money", () -> money.requestRecharge(request))
                .<RechargeAnswer>map(answer ->
                        new RechargeAnswer.Accepted(
                                RechargeId.parse(answer.getRecharge().getRechargeId())))
                .onFailure(failure -> Errors.refusal(failure).isPresent())
                .recoverWithItem(failure ->
                        new RechargeAnswer.Refused(
                                DeclineReason.ofRecharge(Errors.refusal(failure).orElseThrow())));
    }

    public Uni<RechargeStanding> standing(RechargeId id) {
        var request = GetRechargeRequest.newBuilder().setRechargeId(id.toString()).build();
        return Neighbour.call("money", () -> money.getRecharge(request))
                .map(answer -> standing(answer.getRecharge()));
    }

    private static RechargeStanding standing(Recharge recharge) {
        return switch (recharge.getState()) {
            case STATE_REQUESTED -> new RechargeStanding.Underway();
            case STATE_SUCCEEDED -> new RechargeStanding.Succeeded();
            case STATE_FAILED ->
                    new RechargeStanding.Failed(
                            DeclineReason.ofRecharge(recharge.getFailureReason()));
            case STATE_UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalStateException(
                            "recharge " + recharge.getRechargeId() + " is in no state");
        };
    }
}
