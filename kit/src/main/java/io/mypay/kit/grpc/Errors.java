package io.mypay.kit.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Optional;

/** Reads the errors that neighbours answer. */
public final class Errors {
    private Errors() {}

    /** The code of a gRPC error; UNKNOWN for everything else. */
    public static Status.Code code(Throwable failure) {
        return switch (failure) {
            case StatusRuntimeException e -> e.getStatus().getCode();
            case StatusException e -> e.getStatus().getCode();
            default -> Status.Code.UNKNOWN;
        };
    }

    /** The reason of the error's ErrorInfo, such as {@code INSUFFICIENT_FUNDS}. */
    public static Optional<String> reason(Throwable failure) {
        return errorInfo(failure).map(ErrorInfo::getReason);
    }

    public static boolean hasReason(Throwable failure, String reason) {
        return reason(failure).filter(reason::equals).isPresent();
    }

    /**
     * The reason of a definite no: the neighbour did nothing and asking again will not change that.
     * Empty for everything that leaves the outcome open, or may go away by itself.
     */
    public static Optional<String> refusal(Throwable failure) {
        return switch (code(failure)) {
            case INVALID_ARGUMENT, NOT_FOUND, FAILED_PRECONDITION -> reason(failure);
            default -> Optional.empty();
        };
    }

    static Optional<ErrorInfo> errorInfo(Throwable failure) {
        var status = StatusProto.fromThrowable(failure);
        if (status == null) {
            return Optional.empty();
        }
        return status.getDetailsList().stream()
                .filter(detail -> detail.is(ErrorInfo.class))
                .findFirst()
                .map(Errors::unpack);
    }

    private static ErrorInfo unpack(com.google.protobuf.Any detail) {
        try {
            return detail.unpack(ErrorInfo.class);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a neighbour's ErrorInfo cannot be read", e);
        }
    }
}
