package io.mypay.e2e;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Optional;

/** What a refused call says: its code, reason and fields. */
public final class Errors {

    private Errors() {}

    public static Status.Code code(StatusRuntimeException refused) {
        return refused.getStatus().getCode();
    }

    /** ErrorInfo.reason; empty when the answer has none, which is a defect of the service. */
    public static String reason(StatusRuntimeException refused) {
        return detail(refused, ErrorInfo.class).map(ErrorInfo::getReason).orElse("");
    }

    public static List<String> fields(StatusRuntimeException refused) {
        return detail(refused, BadRequest.class).stream()
                .flatMap(bad -> bad.getFieldViolationsList().stream())
                .map(BadRequest.FieldViolation::getField)
                .toList();
    }

    public static boolean saysWhenToRetry(StatusRuntimeException refused) {
        return detail(refused, RetryInfo.class).isPresent();
    }

    /** gRPC says UNKNOWN where a connection breaks just when a call is put on it. */
    public static boolean isBrokenConnection(StatusRuntimeException failed) {
        return failed.getStatus().getCause() instanceof ClosedChannelException;
    }

    public static String describe(StatusRuntimeException refused) {
        return "%s %s %s %s"
                .formatted(
                        code(refused),
                        reason(refused),
                        fields(refused),
                        refused.getStatus().getDescription());
    }

    private static <M extends Message> Optional<M> detail(
            StatusRuntimeException refused, Class<M> type) {
        com.google.rpc.Status status = StatusProto.fromThrowable(refused);
        if (status == null) {
            return Optional.empty();
        }
        for (Any any : status.getDetailsList()) {
            if (any.is(type)) {
                return Optional.of(unpacked(any, type));
            }
        }
        return Optional.empty();
    }

    private static <M extends Message> M unpacked(Any any, Class<M> type) {
        try {
            return any.unpack(type);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("an error detail that cannot be read", e);
        }
    }
}
