package io.mypay.kit.operation;

import io.mypay.kit.auth.Caller;
import io.mypay.kit.idempotency.RequestKey;
import io.mypay.kit.idempotency.Requests;
import io.mypay.kit.page.PageSize;
import io.mypay.kit.page.PageToken;
import io.mypay.operation.v1.DismissMessageRequest;
import io.mypay.operation.v1.DismissMessageResponse;
import io.mypay.operation.v1.GetMessageRequest;
import io.mypay.operation.v1.GetMessageResponse;
import io.mypay.operation.v1.ListMessagesRequest;
import io.mypay.operation.v1.ListMessagesResponse;
import io.mypay.operation.v1.QueueLogService;
import io.mypay.operation.v1.ReplayDeadLettersRequest;
import io.mypay.operation.v1.ReplayDeadLettersResponse;
import io.mypay.operation.v1.ReplayMessageRequest;
import io.mypay.operation.v1.ReplayMessageResponse;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.time.InstantSource;

/** mypay.operation.v1.QueueLogService, of whatever service it runs in. */
@GrpcService
public class QueueLogEndpoint implements QueueLogService {
    private static final int REPLAYED_AT_ONCE = 100;
    private static final int KEY_PARTS = 3;
    private static final InstantSource CLOCK = InstantSource.system();

    private final Messages messages;
    private final Requests requests;

    QueueLogEndpoint(Messages messages, Requests requests) {
        this.messages = messages;
        this.requests = requests;
    }

    @Override
    public Uni<ListMessagesResponse> listMessages(ListMessagesRequest request) {
        return messages.list(
                        MessageProtos.filter(request),
                        PageToken.parse(request.getPageToken(), KEY_PARTS),
                        PageSize.of(request.getPageSize()))
                .map(MessageProtos::page);
    }

    @Override
    public Uni<GetMessageResponse> getMessage(GetMessageRequest request) {
        var name =
                MessageProtos.name(
                        request.getMessageId(), request.getDirection(), request.getConsumer());
        return messages.get(name).map(QueueLogEndpoint::response);
    }

    @Override
    public Uni<ReplayMessageResponse> replayMessage(ReplayMessageRequest request) {
        var by = Caller.current();
        var name =
                MessageProtos.name(
                        request.getMessageId(), request.getDirection(), request.getConsumer());
        var decision = decision(Decision.Action.REPLAY, by, request.getReason());
        return requests.once(
                RequestKey.of(by, request),
                ReplayMessageResponse.getDefaultInstance(),
                tx ->
                        messages.replay(tx, name, decision)
                                .map(message ->
                                        ReplayMessageResponse.newBuilder()
                                                .setMessage(MessageProtos.message(message))
                                                .build()));
    }

    @Override
    public Uni<ReplayDeadLettersResponse> replayDeadLetters(ReplayDeadLettersRequest request) {
        var by = Caller.current();
        var letters = MessageProtos.deadLetters(request);
        var limit = request.getMaxMessages() == 0 ? REPLAYED_AT_ONCE : request.getMaxMessages();
        var decision = decision(Decision.Action.REPLAY, by, request.getReason());
        return requests.once(
                RequestKey.of(by, request),
                ReplayDeadLettersResponse.getDefaultInstance(),
                tx ->
                        messages.replay(tx, letters, limit, decision)
                                .map(QueueLogEndpoint::response));
    }

    @Override
    public Uni<DismissMessageResponse> dismissMessage(DismissMessageRequest request) {
        var by = Caller.current();
        var name =
                MessageProtos.name(
                        request.getMessageId(), request.getDirection(), request.getConsumer());
        var decision = decision(Decision.Action.DISMISS, by, request.getReason());
        return requests.once(
                RequestKey.of(by, request),
                DismissMessageResponse.getDefaultInstance(),
                tx ->
                        messages.dismiss(tx, name, decision)
                                .map(message ->
                                        DismissMessageResponse.newBuilder()
                                                .setMessage(MessageProtos.message(message))
                                                .build()));
    }

    private static Decision decision(Decision.Action action, Caller by, String reason) {
        return new Decision(action, by.subject(), reason, CLOCK.instant());
    }

    private static GetMessageResponse response(MessageHistory history) {
        return GetMessageResponse.newBuilder()
                .setMessage(MessageProtos.message(history.message()))
                .addAllDecisions(history.decisions().stream().map(MessageProtos::decision).toList())
                .build();
    }

    private static ReplayDeadLettersResponse response(Replayed replayed) {
        return ReplayDeadLettersResponse.newBuilder()
                .setReplayedCount(replayed.replayed())
                .setLeftCount(replayed.left())
                .build();
    }
}
