package io.mypay.bank.fault;

import io.mypay.bank.language.DeclineReason;
import java.time.Duration;
import java.util.Optional;

/**
 * What goes wrong at a bank on demand. {@code remaining} is how many more requests it affects;
 * without it, all until the fault is taken away.
 */
public record Fault(
        Duration latency,
        Optional<DeclineReason> declineReason,
        Optional<Integer> httpStatus,
        boolean failAfterTransfer,
        boolean down,
        Optional<Integer> remaining) {
    public static final Fault NONE =
            new Fault(
                    Duration.ZERO,
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    false,
                    Optional.empty());

    /** Lets the latency pass; the caller's virtual thread costs nothing while it waits. */
    public void delay() {
        try {
            Thread.sleep(latency);
        } catch (InterruptedException stopping) {
            // The bank is shutting down: answer at once.
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        if (equals(NONE)) {
            return "none";
        }
        return String.join(
                ",",
                "latency_ms=" + latency.toMillis(),
                "decline_reason=" + declineReason.map(DeclineReason::value).orElse("none"),
                "http_status=" + httpStatus.map(String::valueOf).orElse("none"),
                "fail_after_transfer=" + failAfterTransfer,
                "down=" + down);
    }

    /** What is left when one more request has been affected. */
    Optional<Fault> used() {
        if (remaining.isEmpty()) {
            return Optional.of(this);
        }
        return remaining
                .map(count -> count - 1)
                .filter(count -> count > 0)
                .map(this::withRemaining);
    }

    private Fault withRemaining(int count) {
        return new Fault(
                latency, declineReason, httpStatus, failAfterTransfer, down, Optional.of(count));
    }
}
