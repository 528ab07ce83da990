package io.mypay.kit.sweep;

import io.grpc.Status;
import io.mypay.kit.grpc.Errors;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;

/**
 * Why a try did not end what it was to end, in a few words for staff. Never a failure's message:
 * that may hold what is nobody's business.
 */
public final class LastReason {
    /** Nothing went wrong; others have to do something first. */
    public static final String WAITING = "";

    private LastReason() {}

    /** Such as {@code NEIGHBOUR_UNAVAILABLE money}, or a defect's class. */
    public static String of(Throwable failure) {
        return switch (failure) {
            case Refused refused
                    when refused.refusal() instanceof Common.NeighbourUnavailable(var name) ->
                    "NEIGHBOUR_UNAVAILABLE " + name;
            case Refused refused -> refused.refusal().getClass().getSimpleName();
            case io.smallrye.mutiny.TimeoutException _ -> "TIMED_OUT";
            case Throwable other when Errors.code(other) != Status.Code.UNKNOWN ->
                    Errors.reason(other).orElseGet(() -> Errors.code(other).name());
            case Throwable other -> other.getClass().getSimpleName();
        };
    }
}
