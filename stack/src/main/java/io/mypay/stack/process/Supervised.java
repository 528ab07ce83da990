package io.mypay.stack.process;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A process that is wanted to run: when it dies it is reported and started again, with growing
 * pauses while it keeps dying. STOPPED → STARTING → READY → DOWN → STARTING …, and from each back
 * to STOPPED.
 */
public final class Supervised {
    /** What the process can do right now. */
    public enum State {
        STOPPED,
        STARTING,
        READY,
        DOWN
    }

    private static final Duration PAUSE_FIRST = Duration.ofMillis(250);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(10);
    // A JVM that ends may write its class archive first, with seven others beside it.
    private static final Duration GRACE = Duration.ofSeconds(60);

    private final Launch launch;
    private final Consumer<String> report;
    private final Runnable changed;

    private State state = State.STOPPED;
    private Child child;
    private int restarts;

    /**
     * @param report receives one sentence whenever the process dies or comes back
     * @param changed called after every change of state
     */
    public Supervised(Launch launch, Consumer<String> report, Runnable changed) {
        this.launch = launch;
        this.report = report;
        this.changed = changed;
    }

    /** Starts the process and its supervision; does not wait until it is ready. */
    public void start() {
        synchronized (this) {
            if (state != State.STOPPED) {
                throw new IllegalStateException(launch.name() + " is already started");
            }
            child = Child.start(launch);
            state = State.STARTING;
        }
        changed.run();
    }

    /**
     * Waits for the first readiness after start and begins to watch; throws {@link StartFailed} if
     * it does not come up.
     */
    public void awaitStarted() throws InterruptedException {
        Child first = current();
        first.awaitReady();
        become(State.READY, first);
        Thread.ofVirtual().name("watch " + launch.name()).start(() -> watch(first));
    }

    private void watch(Child first) {
        Child watched = first;
        Duration pause = PAUSE_FIRST;
        try {
            while (died(watched)) {
                report.accept(
                        "%s died with exit code %d; starting it again in %.1f s"
                                .formatted(
                                        launch.name(),
                                        watched.exitCode(),
                                        pause.toMillis() / 1000.0));
                pauseUnlessStopped(pause);
                Optional<Child> next = startAgain();
                if (next.isEmpty()) {
                    return;
                }
                watched = next.get();
                pause = comesUp(watched) ? PAUSE_FIRST : doubled(pause);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when the process has ended: true if it was not meant to. */
    private boolean died(Child watched) throws InterruptedException {
        watched.onExit().join();
        return become(State.DOWN, watched);
    }

    private synchronized void pauseUnlessStopped(Duration pause) throws InterruptedException {
        long deadline = System.nanoTime() + pause.toNanos();
        while (state == State.DOWN) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /**
     * Gives the new process, or the dead one if none could be started; nothing if stopped
     * meanwhile.
     */
    private Optional<Child> startAgain() {
        synchronized (this) {
            if (state != State.DOWN) {
                return Optional.empty();
            }
            restarts++;
            try {
                child = Child.start(launch);
                state = State.STARTING;
            } catch (StartFailed e) {
                report.accept(e.getMessage());
            }
        }
        changed.run();
        return Optional.of(current());
    }

    private boolean comesUp(Child next) throws InterruptedException {
        try {
            next.awaitReady();
        } catch (StartFailed e) {
            if (become(State.DOWN, next)) {
                report.accept(e.getMessage());
                next.kill();
            }
            return false;
        }
        if (become(State.READY, next)) {
            report.accept(launch.name() + " is ready again");
        }
        return true;
    }

    private static Duration doubled(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(PAUSE_MAX) < 0 ? twice : PAUSE_MAX;
    }

    /** False, and nothing changes, if the process was stopped or replaced meanwhile. */
    private boolean become(State next, Child of) {
        synchronized (this) {
            if (state == State.STOPPED || child != of) {
                return false;
            }
            state = next;
            notifyAll();
        }
        changed.run();
        return true;
    }

    /** Waits until the process is ready, be it for the first time or again. */
    public synchronized void awaitReady(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (state != State.READY) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new StartFailed(
                        launch.name() + " is " + state + " after " + atMost.toSeconds() + " s");
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /**
     * kill -9, as a crash would do it; supervision brings the process back. Returns when it is
     * dead.
     */
    public void kill() {
        Child victim = current();
        become(State.DOWN, victim);
        victim.kill();
        victim.onExit().join();
    }

    /**
     * SIGSTOP, as an overloaded or partitioned machine would do it: connections stay open, and
     * nothing answers. Supervision sees nothing wrong.
     */
    public void pause() {
        current().pause();
    }

    /** SIGCONT: it goes on where it was paused. */
    public void resume() {
        current().resume();
    }

    /** Ends the process in an orderly way; it stays down until it is started again. */
    public void stop() {
        Child last;
        synchronized (this) {
            if (state == State.STOPPED) {
                return;
            }
            state = State.STOPPED;
            last = child;
            notifyAll();
        }
        last.stop(GRACE);
        changed.run();
    }

    public synchronized State state() {
        return state;
    }

    public synchronized long pid() {
        return child == null ? 0 : child.pid();
    }

    public synchronized int restarts() {
        return restarts;
    }

    public Launch launch() {
        return launch;
    }

    private synchronized Child current() {
        if (child == null) {
            throw new IllegalStateException(launch.name() + " was never started");
        }
        return child;
    }
}
