package io.mypay.kit.grpc;

import io.grpc.Deadline;
import io.grpc.ForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.inject.spi.Prioritized;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Opens a call: its trailers, and the caller's deadline, which the unified server does not read.
 */
@GlobalInterceptor
@Singleton
public class RunningCallInterceptor implements ServerInterceptor, Prioritized {
    private static final Metadata.Key<String> TIMEOUT = Trailers.key("grpc-timeout");

    private static final Pattern WIRE_FORM = Pattern.compile("\\d{1,8}[HMSmun]");

    @Override
    public int getPriority() {
        return Order.RUNNING_CALL;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        var running = new RunningCall(call.getMethodDescriptor().getFullMethodName());
        deadline(headers.get(TIMEOUT)).ifPresent(running::endsBy);
        running.attach();
        return next.startCall(withTrailers(call, running.trailers()), headers);
    }

    private static <Q, A> ServerCall<Q, A> withTrailers(ServerCall<Q, A> call, Trailers trailers) {
        return new ForwardingServerCall.SimpleForwardingServerCall<>(call) {
            @Override
            public void close(Status status, Metadata metadata) {
                trailers.copyTo(metadata);
                super.close(status, metadata);
            }
        };
    }

    /** The wire form is at most eight digits and a unit, such as {@code 2500m}. */
    static Optional<Deadline> deadline(String timeout) {
        if (timeout == null || !WIRE_FORM.matcher(timeout).matches()) {
            return Optional.empty();
        }
        var amount = Long.parseLong(timeout.substring(0, timeout.length() - 1));
        return Optional.of(Deadline.after(amount, unit(timeout.charAt(timeout.length() - 1))));
    }

    private static TimeUnit unit(char letter) {
        return switch (letter) {
            case 'H' -> TimeUnit.HOURS;
            case 'M' -> TimeUnit.MINUTES;
            case 'S' -> TimeUnit.SECONDS;
            case 'm' -> TimeUnit.MILLISECONDS;
            case 'u' -> TimeUnit.MICROSECONDS;
            default -> TimeUnit.NANOSECONDS;
        };
    }
}
