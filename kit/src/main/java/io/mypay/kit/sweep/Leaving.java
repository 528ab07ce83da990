package io.mypay.kit.sweep;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Whether this process has been asked to end. From then on it is not ready, sends callers elsewhere
 * and begins nothing of its own; once the delay that load balancers need is over it turns calls
 * away. What is in flight then has ten seconds to finish, and the rest is taken up by another
 * instance or after the restart.
 */
@ApplicationScoped
public class Leaving {
    private static final Logger LOG = Logger.getLogger(Leaving.class);

    /** As long as {@code quarkus.shutdown.timeout} waits for calls. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final int BEFORE_OTHERS = 1;

    private final Duration delay;
    private volatile boolean begun;
    private volatile long closesNanos;

    Leaving(@ConfigProperty(name = "quarkus.shutdown.delay") Duration delay) {
        this.delay = delay;
    }

    void begin(@Observes @Priority(BEFORE_OTHERS) ShutdownDelayInitiatedEvent event) {
        LOG.info("leaving: nothing new is begun");
        closesNanos = System.nanoTime() + delay.toNanos();
        begun = true;
    }

    public boolean hasBegun() {
        return begun;
    }

    /** Whether the delay is over as well, so that who still calls is turned away. */
    boolean hasClosed() {
        return begun && System.nanoTime() - closesNanos >= 0;
    }

    /** What is left until the grace is over, never negative; all of it before it has begun. */
    Duration left() {
        if (!begun) {
            return GRACE;
        }
        var end = closesNanos + GRACE.toNanos();
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }
}
