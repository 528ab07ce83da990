package io.mypay.kit.operation;

import io.mypay.kit.refusal.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A message as queue_log holds it, without what is in it.
 *
 * @param isReadable whether it carries the id it is known by; what does not was made by nobody of
 *     MyPay
 * @param error of the last attempt, its beginning; empty where there was none
 */
public record LoggedMessage(
        MessageKey key,
        Place place,
        String type,
        int payloadBytes,
        boolean isReadable,
        Status status,
        int attempts,
        String error,
        String traceparent,
        Instant created,
        Optional<Instant> processed) {
    /**
     * A day less than every service remembers at least what it has applied: so much later a message
     * may be published again, and still be told from a new one when it arrives.
     */
    static final Duration REPUBLISHED_WITHIN = Duration.ofDays(29);

    /** Where it is in Kafka; partition and offset only once it is there. */
    public record Place(
            String topic, Optional<Integer> partition, Optional<Long> offset, String key) {}

    /** Refuses where a replay would do harm, or nothing. */
    void mustBeReplayable(Instant now) {
        switch (key.direction()) {
            case OUT -> mustBeRepublishable(now);
            case IN -> mustBeApplicable();
        }
    }

    private void mustBeRepublishable(Instant now) {
        switch (status) {
            case PENDING, PROCESSING -> throw new Refused(new OperationRefusal.MessageOnItsWay());
            case DONE -> mustBeRemembered(now);
            // Nobody has applied what was never published, so its age does not matter.
            case DEAD -> {}
        }
    }

    private void mustBeRemembered(Instant now) {
        var latest = processed.orElse(created).plus(REPUBLISHED_WITHIN);
        if (now.isAfter(latest)) {
            throw new Refused(new OperationRefusal.MessageTooOld(latest));
        }
    }

    private void mustBeApplicable() {
        if (status == Status.DONE) {
            throw new Refused(new OperationRefusal.MessageDone());
        }
        if (!isReadable) {
            throw new Refused(new OperationRefusal.MessageUnreadable());
        }
    }

    /** A replayed one that does not come back can be dismissed too. */
    void mustBeDismissible() {
        var waits = key.direction() == Direction.IN && status == Status.PENDING;
        if (status != Status.DEAD && !waits) {
            throw new Refused(new OperationRefusal.MessageNotDead(status));
        }
    }
}
