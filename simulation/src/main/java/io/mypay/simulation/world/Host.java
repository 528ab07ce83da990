package io.mypay.simulation.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A process: an instance of a service. What it has in memory dies with it. */
public final class Host {
    static final Host NOBODY = new Host("nobody", new Timeline(), 0);

    private final String name;
    private final Timeline timeline;
    private final long clockAhead;
    private final List<Runnable> lastWill = new ArrayList<>();
    private int life;
    private boolean up = true;
    private long pausedUntil;
    private long restartsAt;

    Host(String name, Timeline timeline, long clockAhead) {
        this.name = name;
        this.timeline = timeline;
        this.clockAhead = clockAhead;
    }

    /** By its own clock. */
    public Instant now() {
        return Timeline.instant(timeline.now() + clockAhead);
    }

    /** The same in microseconds since the beginning. */
    public long micros() {
        return timeline.now() + clockAhead;
    }

    boolean isUp() {
        return up;
    }

    boolean isPaused() {
        return pausedUntil > timeline.now();
    }

    int life() {
        return life;
    }

    long pausedUntil() {
        return pausedUntil;
    }

    void pause(long until) {
        pausedUntil = until;
    }

    /** Done when it dies: its memory, and the connections that others have to it. */
    public void onDeath(Runnable action) {
        lastWill.add(action);
    }

    /** When it can do something again. */
    long backAt() {
        return up ? pausedUntil : restartsAt;
    }

    void die(long restart) {
        restartsAt = restart;
        life++;
        up = false;
        pausedUntil = 0;
        var actions = List.copyOf(lastWill);
        lastWill.clear();
        actions.forEach(Runnable::run);
    }

    void start() {
        up = true;
    }

    @Override
    public String toString() {
        return name;
    }
}
