package io.mypay.simulation.world;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.PriorityQueue;

/** Virtual time: it stands still while something happens, and jumps to what happens next. */
public final class Timeline {
    private static final Instant BEGIN = Instant.parse("2026-03-02T00:00:00Z");

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long now;
    private long count;
    private long history;

    /** In a process's life, or in nobody's. */
    private record Event(long at, long order, Host host, int life, Runnable action)
            implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    /** Microseconds since the beginning. */
    public long now() {
        return now;
    }

    public Instant instant() {
        return instant(now);
    }

    static Instant instant(long micros) {
        return BEGIN.plus(micros, ChronoUnit.MICROS);
    }

    /** A digest of when everything happened. */
    public long history() {
        return history;
    }

    /** How much has happened. */
    public long count() {
        return count;
    }

    /** Outside of all processes. */
    public void later(long micros, Runnable action) {
        events.add(new Event(now + micros, count++, Host.NOBODY, 0, action));
    }

    /** In this process, unless it dies before. */
    public void later(Host host, long micros, Runnable action) {
        events.add(new Event(now + micros, count++, host, host.life(), action));
    }

    /** At once, or as soon as the process goes on. */
    void in(Host host, Runnable action) {
        if (host.isPaused()) {
            later(host, 0, action);
            return;
        }
        action.run();
    }

    /** The next thing that happens; false when nothing ever will. */
    boolean step() {
        var event = events.poll();
        if (event == null) {
            return false;
        }
        now = event.at;
        history = 31 * history + now;
        if (event.life != event.host.life()) {
            return true;
        }
        if (event.host.pausedUntil() > now) {
            events.add(
                    new Event(
                            event.host.pausedUntil(),
                            event.order,
                            event.host,
                            event.life,
                            event.action));
            return true;
        }
        event.action.run();
        return true;
    }
}
