package io.mypay.remittance.sending;

import com.google.protobuf.Message;
import io.mypay.kit.grpc.Protos;
import io.mypay.kit.queuelog.Event;
import io.mypay.remittance.v1.RemittanceCompleted;
import io.mypay.remittance.v1.RemittanceFailed;
import java.util.Optional;

/** What the world is told about remittances. */
final class RemittanceEvents {
    private static final String TOPIC = "mypay.remittance.remittance.v1";

    private RemittanceEvents() {}

    /** Only an end is news. */
    static Optional<Event> of(Remittance remittance) {
        return switch (remittance) {
            case Remittance.Completed completed -> Optional.of(event(completed, of(completed)));
            case Remittance.Failed failed -> Optional.of(event(failed, of(failed)));
            default -> Optional.empty();
        };
    }

    private static RemittanceCompleted of(Remittance.Completed completed) {
        var order = completed.order();
        var event =
                RemittanceCompleted.newBuilder()
                        .setRemittanceId(order.id().toString())
                        .setMembershipId(order.sender().toString())
                        .setAmount(Protos.proto(order.charge().amount()))
                        .setFee(Protos.proto(order.charge().fee()))
                        .setCompleteTime(Protos.proto(completed.changedAt()));
        order.recipient()
                .member()
                .ifPresent(member -> event.setRecipientMembershipId(member.toString()));
        return event.build();
    }

    private static RemittanceFailed of(Remittance.Failed failed) {
        return RemittanceFailed.newBuilder()
                .setRemittanceId(failed.id().toString())
                .setMembershipId(failed.order().sender().toString())
                .setFailureReason(failed.reason().name())
                .setCompleteTime(Protos.proto(failed.changedAt()))
                .build();
    }

    /** A remittance ends once, so its end has one message id. */
    private static Event event(Remittance remittance, Message payload) {
        return new Event(remittance.id().step("ended"), TOPIC, remittance.id().toString(), payload);
    }
}
