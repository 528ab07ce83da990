package io.mypay.kit.grpc;

import com.google.rpc.ErrorInfo;
import io.grpc.ForwardingServerCall;
import io.grpc.ForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.inject.spi.Prioritized;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * One line and one measurement per call. A line costs as much as a small call does, so calls that
 * come by the ten thousand a second can be declared quiet: they are told at DEBUG, unless they fail
 * or are slow.
 */
@GlobalInterceptor
@Singleton
public class CallLogInterceptor implements ServerInterceptor, Prioritized {
    private static final Logger LOG = Logger.getLogger("io.mypay.rpc");
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(3)
    };

    private final MeterRegistry meters;
    private final Set<String> quiet;
    private final Duration slow;
    private final Map<Outcome, Timer> timers = new ConcurrentHashMap<>();

    private record Outcome(String method, Status.Code code) {}

    CallLogInterceptor(
            MeterRegistry meters,
            @ConfigProperty(name = "mypay.rpc.quiet") Optional<Set<String>> quiet,
            @ConfigProperty(name = "mypay.rpc.slow") Duration slow) {
        this.meters = meters;
        this.quiet = quiet.orElse(Set.of());
        this.slow = slow;
    }

    @Override
    public int getPriority() {
        return Order.CALL_LOG;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        var running = RunningCall.current();
        if (running.isEmpty() || Calls.isInfrastructure(call)) {
            return next.startCall(call, headers);
        }
        var observed = new ObservedCall<>(call, running.get());
        return observed.cancellations(next.startCall(observed, headers));
    }

    private final class ObservedCall<Q, A>
            extends ForwardingServerCall.SimpleForwardingServerCall<Q, A> {
        private final RunningCall running;
        private final AtomicBoolean recorded = new AtomicBoolean();
        private final long startedAt = System.nanoTime();
        private final String trace = Span.current().getSpanContext().getTraceId();

        ObservedCall(ServerCall<Q, A> call, RunningCall running) {
            super(call);
            this.running = running;
        }

        @Override
        public void close(Status status, Metadata trailers) {
            super.close(status, trailers);
            ended(status, trailers);
        }

        /** A call that its caller gave up is never closed, and yet has ended. */
        ServerCall.Listener<Q> cancellations(ServerCall.Listener<Q> listener) {
            return new ForwardingServerCallListener.SimpleForwardingServerCallListener<>(listener) {
                @Override
                public void onCancel() {
                    ended(Status.CANCELLED, new Metadata());
                    super.onCancel();
                }
            };
        }

        private void ended(Status status, Metadata trailers) {
            if (!recorded.compareAndSet(false, true)) {
                return;
            }
            var took = Duration.ofNanos(System.nanoTime() - startedAt);
            timer(new Outcome(running.method(), status.getCode())).record(took);
            var level = level(status, took);
            if (!LOG.isEnabled(level)) {
                return;
            }
            LOG.logf(
                    level,
                    "method=%s caller=%s code=%s reason=%s ms=%d trace=%s",
                    running.method(),
                    running.caller(),
                    status.getCode(),
                    reason(status, trailers),
                    took.toMillis(),
                    trace);
        }

        private Logger.Level level(Status status, Duration took) {
            var isNews = !status.isOk() || took.compareTo(slow) >= 0;
            return isNews || !quiet.contains(running.method())
                    ? Logger.Level.INFO
                    : Logger.Level.DEBUG;
        }
    }

    private Timer timer(Outcome outcome) {
        var known = timers.get(outcome);
        return known == null ? newTimer(outcome) : known;
    }

    private Timer newTimer(Outcome outcome) {
        return timers.computeIfAbsent(
                outcome,
                it ->
                        Timer.builder("mypay.rpc")
                                .description("Calls served, by method and code")
                                .tag("method", it.method())
                                .tag("code", it.code().name())
                                .serviceLevelObjectives(BUCKETS)
                                .register(meters));
    }

    private static String reason(Status status, Metadata trailers) {
        if (status.isOk()) {
            return "-";
        }
        return Errors.errorInfo(status.asRuntimeException(trailers))
                .map(ErrorInfo::getReason)
                .orElse("-");
    }
}
