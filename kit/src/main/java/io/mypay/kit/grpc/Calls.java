package io.mypay.kit.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.StatusRuntimeException;

/** Ending calls from interceptors. */
public final class Calls {
    private Calls() {}

    /** Ends the call with the error, unless it has ended already. */
    public static void close(ServerCall<?, ?> call, StatusRuntimeException error) {
        var trailers = error.getTrailers();
        try {
            call.close(error.getStatus(), trailers == null ? new Metadata() : trailers);
        } catch (IllegalStateException e) {
            // gRPC has no other sign of a call that was closed meanwhile.
            if (!"Already closed".equals(e.getMessage())) {
                throw e;
            }
        }
    }

    /** What is left of a call that was ended before it reached its service. */
    public static <Q> ServerCall.Listener<Q> ended() {
        return new ServerCall.Listener<>() {};
    }

    /** Health checks and reflection, which are no business of the product. */
    public static boolean isInfrastructure(ServerCall<?, ?> call) {
        return call.getMethodDescriptor().getFullMethodName().startsWith("grpc.");
    }
}
