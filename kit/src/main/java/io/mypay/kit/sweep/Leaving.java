package io.mypay.kit.sweep;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Whether this process has been asked to end. From then on it is not ready, turns calls away and
 * begins nothing new; what is in flight has ten seconds to finish, and the rest is taken up by
 * another instance or after the restart.
 */
@ApplicationScoped
public class Leaving {
    private static final Logger LOG = Logger.getLogger(Leaving.class);

    /** As long as {@code quarkus.shutdown.timeout} waits for calls. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final int BEFORE_OTHERS = 1;

    private volatile boolean begun;
    private volatile long endNanos;

    void begin(@Observes @Priority(BEFORE_OTHERS) ShutdownDelayInitiatedEvent event) {
        LOG.info("leaving: nothing new is begun");
        endNanos = System.nanoTime() + GRACE.toNanos();
        begun = true;
    }

    public boolean hasBegun() {
        return begun;
    }

    /** What is left of the ten seconds, never negative; all of them before it has begun. */
    Duration left() {
        return begun ? Duration.ofNanos(Math.max(0, endNanos - System.nanoTime())) : GRACE;
    }
}
