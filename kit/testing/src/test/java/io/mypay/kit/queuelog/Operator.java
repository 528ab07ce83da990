package io.mypay.kit.queuelog;

import io.mypay.kit.auth.Role;
import io.mypay.kit.testing.TestClient;
import io.mypay.operation.v1.Direction;
import io.mypay.operation.v1.DismissMessageRequest;
import io.mypay.operation.v1.GetMessageRequest;
import io.mypay.operation.v1.GetMessageResponse;
import io.mypay.operation.v1.ListMessagesRequest;
import io.mypay.operation.v1.ListMessagesResponse;
import io.mypay.operation.v1.LoggedMessage;
import io.mypay.operation.v1.QueueLogServiceGrpc;
import io.mypay.operation.v1.QueueLogServiceGrpc.QueueLogServiceBlockingStub;
import io.mypay.operation.v1.ReplayDeadLettersRequest;
import io.mypay.operation.v1.ReplayDeadLettersResponse;
import io.mypay.operation.v1.ReplayMessageRequest;
import java.util.UUID;

/** Somebody of staff, at the messages of the service under test. */
final class Operator {
    static final String REASON = "its cause is mended";

    private final String subject = UUID.randomUUID().toString();
    private final TestClient client = TestClient.as(subject, Role.STAFF);
    private final QueueLogServiceBlockingStub messages =
            client.stub(QueueLogServiceGrpc::newBlockingStub);

    String subject() {
        return subject;
    }

    ListMessagesResponse list(ListMessagesRequest.Builder request) {
        return messages.listMessages(request.build());
    }

    GetMessageResponse get(Event event, Direction direction) {
        return messages.getMessage(
                GetMessageRequest.newBuilder()
                        .setMessageId(event.messageId().toString())
                        .setDirection(direction)
                        .build());
    }

    LoggedMessage replay(ReplayMessageRequest request) {
        return messages.replayMessage(request).getMessage();
    }

    LoggedMessage replay(Event event, Direction direction) {
        return replay(replayOf(event.messageId(), direction));
    }

    static ReplayMessageRequest replayOf(UUID messageId, Direction direction) {
        return ReplayMessageRequest.newBuilder()
                .setRequestId(TestClient.requestId())
                .setMessageId(messageId.toString())
                .setDirection(direction)
                .setReason(REASON)
                .build();
    }

    ReplayDeadLettersResponse replayDeadLetters(ReplayDeadLettersRequest.Builder request) {
        return messages.replayDeadLetters(
                request.setRequestId(TestClient.requestId()).setReason(REASON).build());
    }

    LoggedMessage dismiss(UUID messageId, Direction direction) {
        return messages.dismissMessage(
                        DismissMessageRequest.newBuilder()
                                .setRequestId(TestClient.requestId())
                                .setMessageId(messageId.toString())
                                .setDirection(direction)
                                .setReason(REASON)
                                .build())
                .getMessage();
    }

    /** Whether the answer to the last call was given before. */
    boolean wasAnsweredBefore() {
        return client.trailer("idempotency-replayed").equals("true");
    }

    static String refusal(Runnable call) {
        return TestClient.errorOf(call).reason();
    }
}
