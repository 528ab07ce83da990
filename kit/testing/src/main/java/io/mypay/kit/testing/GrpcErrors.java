package io.mypay.kit.testing;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What an error on the wire says, for assertions. */
public record GrpcErrors(
        Status.Code code,
        String message,
        String reason,
        String domain,
        Map<String, String> metadata,
        List<String> fields,
        Optional<RetryInfo> retry) {

    /**
     * Fields without details are empty: an error that lacks its reason fails the assertion on it.
     */
    public static GrpcErrors of(StatusRuntimeException error) {
        var status = StatusProto.fromThrowable(error);
        var info = detail(status, ErrorInfo.class).orElse(ErrorInfo.getDefaultInstance());
        var fields =
                detail(status, BadRequest.class).stream()
                        .flatMap(bad -> bad.getFieldViolationsList().stream())
                        .map(BadRequest.FieldViolation::getField)
                        .toList();
        return new GrpcErrors(
                error.getStatus().getCode(),
                String.valueOf(error.getStatus().getDescription()),
                info.getReason(),
                info.getDomain(),
                info.getMetadataMap(),
                fields,
                detail(status, RetryInfo.class));
    }

    private static <M extends Message> Optional<M> detail(
            com.google.rpc.Status status, Class<M> type) {
        return Stream.ofNullable(status)
                .flatMap(known -> known.getDetailsList().stream())
                .filter(any -> any.is(type))
                .map(any -> unpack(any, type))
                .findFirst();
    }

    private static <M extends Message> M unpack(com.google.protobuf.Any any, Class<M> type) {
        try {
            return any.unpack(type);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("unreadable error detail", e);
        }
    }
}
