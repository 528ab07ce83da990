package io.mypay.money.recharge;

import com.google.protobuf.Message;
import io.mypay.kit.grpc.Protos;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.queuelog.Event;
import io.mypay.money.v1.RechargeFailed;
import io.mypay.money.v1.RechargeRequested;
import io.mypay.money.v1.RechargeSucceeded;
import io.mypay.money.v1.RequestRechargeResponse;

/** Recharges as their messages: answers to callers, events for whoever listens. */
public final class RechargeProtos {
    private static final String TOPIC = "mypay.money.recharge.v1";

    private RechargeProtos() {}

    public static io.mypay.money.v1.Recharge message(Recharge recharge) {
        var terms = recharge.terms();
        var message =
                io.mypay.money.v1.Recharge.newBuilder()
                        .setRechargeId(terms.id().toString())
                        .setMembershipId(terms.member().toString())
                        .setRegisteredBankAccountId(terms.from().toString())
                        .setAmount(Protos.proto(terms.amount()))
                        .setCreateTime(Protos.proto(terms.requestedAt()))
                        .setUpdateTime(Protos.proto(recharge.at()))
                        .setFinalBy(Protos.proto(terms.finalBy()));
        switch (recharge) {
            case Recharge.Requested _ ->
                    message.setState(io.mypay.money.v1.Recharge.State.STATE_REQUESTED);
            case Recharge.Succeeded succeeded ->
                    message.setState(io.mypay.money.v1.Recharge.State.STATE_SUCCEEDED)
                            .setFirmbankingId(succeeded.by().toString());
            case Recharge.Failed failed ->
                    message.setState(io.mypay.money.v1.Recharge.State.STATE_FAILED)
                            .setFailureReason(failed.reason());
        }
        return message.build();
    }

    static RequestRechargeResponse response(Recharge recharge) {
        return RequestRechargeResponse.newBuilder().setRecharge(message(recharge)).build();
    }

    /** What would be done: no id, no state, no times. */
    static RequestRechargeResponse quote(RechargeOrder order, RegisteredBankAccountId from) {
        return RequestRechargeResponse.newBuilder()
                .setRecharge(
                        io.mypay.money.v1.Recharge.newBuilder()
                                .setMembershipId(order.member().toString())
                                .setRegisteredBankAccountId(from.toString())
                                .setAmount(Protos.proto(order.amount())))
                .build();
    }

    /** The event of the state that was reached; its id is the same however often it is made. */
    static Event event(Recharge recharge) {
        return switch (recharge) {
            case Recharge.Requested requested -> requested(requested);
            case Recharge.Succeeded succeeded -> succeeded(succeeded);
            case Recharge.Failed failed -> failed(failed);
        };
    }

    private static Event requested(Recharge.Requested recharge) {
        var terms = recharge.terms();
        return event(
                terms.id(),
                "requested",
                RechargeRequested.newBuilder()
                        .setRechargeId(terms.id().toString())
                        .setMembershipId(terms.member().toString())
                        .setRegisteredBankAccountId(terms.from().toString())
                        .setAmount(Protos.proto(terms.amount()))
                        .setCreateTime(Protos.proto(terms.requestedAt()))
                        .build());
    }

    private static Event succeeded(Recharge.Succeeded recharge) {
        var terms = recharge.terms();
        return event(
                terms.id(),
                "succeeded",
                RechargeSucceeded.newBuilder()
                        .setRechargeId(terms.id().toString())
                        .setMembershipId(terms.member().toString())
                        .setAmount(Protos.proto(terms.amount()))
                        .setFirmbankingId(recharge.by().toString())
                        .setCompleteTime(Protos.proto(recharge.at()))
                        .build());
    }

    private static Event failed(Recharge.Failed recharge) {
        var terms = recharge.terms();
        return event(
                terms.id(),
                "failed",
                RechargeFailed.newBuilder()
                        .setRechargeId(terms.id().toString())
                        .setMembershipId(terms.member().toString())
                        .setFailureReason(recharge.reason())
                        .setCompleteTime(Protos.proto(recharge.at()))
                        .build());
    }

    private static Event event(RechargeId id, String step, Message payload) {
        return new Event(Uuid7.derive(id.value(), step), TOPIC, id.toString(), payload);
    }
}
