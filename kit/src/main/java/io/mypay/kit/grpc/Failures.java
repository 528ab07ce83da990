package io.mypay.kit.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.quarkus.grpc.ExceptionHandler;
import io.quarkus.grpc.ExceptionHandlerProvider;
import io.quarkus.security.AuthenticationException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Every failure of a call as the error its caller gets. Nothing leaves a service but through here.
 */
@ApplicationScoped
public class Failures implements ExceptionHandlerProvider {
    private static final Logger LOG = Logger.getLogger(Failures.class);

    private final Statuses statuses;
    private final Counter defects;

    Failures(Statuses statuses, MeterRegistry meters) {
        this.statuses = statuses;
        this.defects =
                Counter.builder("mypay.rpc.defects")
                        .description("Calls that ended as INTERNAL; each one is a bug")
                        .register(meters);
    }

    @Override
    public StatusRuntimeException transform(Throwable failure) {
        return switch (failure) {
            case Refused refused -> statuses.of(refused.refusal());
            case StatusRuntimeException e -> ofStatus(e);
            case StatusException e ->
                    ofStatus(new StatusRuntimeException(e.getStatus(), e.getTrailers()));
            case CompletionException e when e.getCause() != null -> transform(e.getCause());
            case TimeoutException _ -> statuses.of(new Common.DeadlineExceeded());
            case io.smallrye.mutiny.TimeoutException _ ->
                    statuses.of(new Common.DeadlineExceeded());
            case UnauthorizedException _ ->
                    statuses.of(new Common.Unauthenticated(Common.Proof.MISSING));
            case AuthenticationException _ ->
                    statuses.of(new Common.Unauthenticated(Common.Proof.INVALID));
            case ForbiddenException _ -> statuses.of(new Common.RoleMissing());
            default -> defect(failure);
        };
    }

    @Override
    public <Q, A> ExceptionHandler<Q, A> createHandler(
            ServerCall.Listener<Q> listener, ServerCall<Q, A> call, Metadata headers) {
        return new ExceptionHandler<>(listener, call, headers) {
            @Override
            protected void handleException(
                    Throwable failure, ServerCall<Q, A> running, Metadata ignored) {
                Calls.close(running, transform(failure));
            }
        };
    }

    private StatusRuntimeException ofStatus(StatusRuntimeException e) {
        return statuses.isOurs(e) ? e : ofNeighbour(e);
    }

    /** What the caller did comes through; what went wrong between us and a neighbour is ours. */
    private StatusRuntimeException ofNeighbour(StatusRuntimeException e) {
        return switch (e.getStatus().getCode()) {
            case INVALID_ARGUMENT,
                    NOT_FOUND,
                    ALREADY_EXISTS,
                    FAILED_PRECONDITION,
                    ABORTED,
                    RESOURCE_EXHAUSTED,
                    OUT_OF_RANGE ->
                    Errors.reason(e).isPresent() ? e : unexpected(e);
            case CANCELLED -> Status.CANCELLED.asRuntimeException();
            case DEADLINE_EXCEEDED -> lateness(e);
            case UNAVAILABLE -> neighbourUnavailable(e);
            case OK,
                    UNKNOWN,
                    PERMISSION_DENIED,
                    UNIMPLEMENTED,
                    INTERNAL,
                    DATA_LOSS,
                    UNAUTHENTICATED ->
                    unexpected(e);
        };
    }

    private StatusRuntimeException lateness(StatusRuntimeException e) {
        if (Deadlines.remaining().filter(Duration.ZERO::equals).isPresent()) {
            return statuses.of(new Common.DeadlineExceeded());
        }
        return neighbourUnavailable(e);
    }

    private StatusRuntimeException unexpected(StatusRuntimeException e) {
        LOG.errorf(e, "a neighbour answered what it should not: %s", e.getStatus());
        return neighbourUnavailable(e);
    }

    private StatusRuntimeException neighbourUnavailable(StatusRuntimeException e) {
        var neighbour = Errors.errorInfo(e).map(info -> info.getDomain()).orElse("unknown");
        return statuses.of(new Common.NeighbourUnavailable(neighbour));
    }

    private StatusRuntimeException defect(Throwable failure) {
        LOG.error("a call failed by a defect", failure);
        defects.increment();
        return statuses.internal();
    }
}
