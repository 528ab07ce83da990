package io.mypay.kit.operation;

import io.mypay.kit.grpc.Protos;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.page.PageToken;
import io.mypay.operation.v1.ListMessagesRequest;
import io.mypay.operation.v1.ListMessagesResponse;
import io.mypay.operation.v1.MessageDecision;
import io.mypay.operation.v1.MessageStatus;
import io.mypay.operation.v1.ReplayDeadLettersRequest;
import java.util.Optional;

/** Between the values here and their messages. */
final class MessageProtos {
    private static final String STATUS = "MESSAGE_STATUS_";
    private static final String DIRECTION = "DIRECTION_";
    private static final String ACTION = "ACTION_";

    private MessageProtos() {}

    static MessageFilter filter(ListMessagesRequest request) {
        return new MessageFilter(
                present(request.getMessageId()).map(id -> Uuid7.parse("message_id", id)),
                direction(request.getDirection()),
                present(request.getTopic()),
                present(request.getKey()),
                status(request.getStatus()),
                request.hasCreatedBefore()
                        ? Optional.of(Protos.instant("created_before", request.getCreatedBefore()))
                        : Optional.empty(),
                request.hasCreatedAfter()
                        ? Optional.of(Protos.instant("created_after", request.getCreatedAfter()))
                        : Optional.empty());
    }

    static MessageName name(
            String messageId, io.mypay.operation.v1.Direction direction, String consumer) {
        return new MessageName(
                Uuid7.parse("message_id", messageId), direction(direction), present(consumer));
    }

    static DeadLetters deadLetters(ReplayDeadLettersRequest request) {
        return new DeadLetters(
                request.getTopic(),
                present(request.getConsumer()),
                request.hasCreatedFrom()
                        ? Optional.of(Protos.instant("created_from", request.getCreatedFrom()))
                        : Optional.empty(),
                request.hasCreatedBefore()
                        ? Optional.of(Protos.instant("created_before", request.getCreatedBefore()))
                        : Optional.empty());
    }

    static ListMessagesResponse page(MessagePage page) {
        var response = ListMessagesResponse.newBuilder();
        page.messages().forEach(message -> response.addMessages(message(message)));
        if (page.hasMore()) {
            response.setNextPageToken(token(page.messages().getLast().key()).encode());
        }
        return response.build();
    }

    private static PageToken token(MessageKey key) {
        return PageToken.of(key.messageId(), key.direction().name(), key.consumer());
    }

    static io.mypay.operation.v1.LoggedMessage message(LoggedMessage logged) {
        var key = logged.key();
        var place = logged.place();
        var message =
                io.mypay.operation.v1.LoggedMessage.newBuilder()
                        .setMessageId(key.messageId().toString())
                        .setDirection(
                                io.mypay.operation.v1.Direction.valueOf(
                                        DIRECTION + key.direction()))
                        .setConsumer(key.consumer())
                        .setTopic(place.topic())
                        .setKey(place.key())
                        .setType(logged.type())
                        .setPayloadBytes(logged.payloadBytes())
                        .setStatus(MessageStatus.valueOf(STATUS + logged.status()))
                        .setAttempts(logged.attempts())
                        .setError(logged.error())
                        .setTraceparent(logged.traceparent())
                        .setCreateTime(Protos.proto(logged.created()));
        place.partition().ifPresent(message::setPartition);
        place.offset().ifPresent(message::setOffset);
        logged.processed().ifPresent(time -> message.setProcessTime(Protos.proto(time)));
        return message.build();
    }

    static MessageDecision decision(Decision decision) {
        return MessageDecision.newBuilder()
                .setAction(MessageDecision.Action.valueOf(ACTION + decision.action()))
                .setDecidedBy(decision.decidedBy())
                .setReason(decision.reason())
                .setDecideTime(Protos.proto(decision.decidedAt()))
                .build();
    }

    private static Optional<Direction> direction(io.mypay.operation.v1.Direction direction) {
        return direction == io.mypay.operation.v1.Direction.DIRECTION_UNSPECIFIED
                ? Optional.empty()
                : Optional.of(Direction.valueOf(direction.name().substring(DIRECTION.length())));
    }

    private static Optional<Status> status(MessageStatus status) {
        return status == MessageStatus.MESSAGE_STATUS_UNSPECIFIED
                ? Optional.empty()
                : Optional.of(Status.valueOf(status.name().substring(STATUS.length())));
    }

    private static Optional<String> present(String text) {
        return Optional.of(text).filter(some -> !some.isEmpty());
    }
}
