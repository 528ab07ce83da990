package io.mypay.simulation.world;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Clock, chance, faults and the processes of one schedule. */
public final class World {
    /** Far beyond what any schedule needs: whoever needs more goes in circles. */
    private static final long STEPS_MAX = 50_000;

    private static final long RESTART_MAX = 20 * Time.SECOND;
    private static final long PAUSE_MAX = 40 * Time.SECOND;
    private static final long LONG_OUTAGE = 70 * Time.MINUTE;
    private static final long CLOCK_DIFFERENCE_MAX = 2 * Time.SECOND;

    private final Dice dice;
    private final Timeline timeline = new Timeline();
    private final Faults faults;
    private final Network network;
    private final Broker broker;
    private final List<Service> services = new ArrayList<>();
    private final Set<String> transitions = new LinkedHashSet<>();

    public World(long seed) {
        this.dice = new Dice(seed);
        this.faults = new Faults(dice);
        this.network = new Network(this);
        this.broker = new Broker(this);
    }

    public Dice dice() {
        return dice;
    }

    public Timeline timeline() {
        return timeline;
    }

    public Faults faults() {
        return faults;
    }

    public Network network() {
        return network;
    }

    public Broker broker() {
        return broker;
    }

    /** A process; also one of people's, which nothing happens to. */
    public Host host(String name) {
        long ahead =
                faults.happens(Fault.CLOCKS_DIFFER)
                        ? dice.between(-CLOCK_DIFFERENCE_MAX, CLOCK_DIFFERENCE_MAX)
                        : 0;
        return new Host(name, timeline, ahead);
    }

    void add(Service service) {
        services.add(service);
    }

    /** Notes that a saga went this way. */
    public void witness(String transition) {
        transitions.add(transition);
    }

    /** Every way that a saga went. */
    public Set<String> transitions() {
        return transitions;
    }

    /** Before anything can go wrong. */
    public void calmly(Runnable action) {
        faults.heal(true);
        action.run();
        faults.heal(false);
    }

    /** Everything goes wrong that this schedule has in store, for so long. */
    public void storm(long micros) {
        timeline.later(micros, this::heal);
        if (faults.happens(Fault.LONG_OUTAGE)) {
            var service = dice.of(services);
            timeline.later(
                    dice.between(0, micros),
                    () -> service.hosts().forEach(host -> die(host, LONG_OUTAGE)));
        }
        trouble();
        rest();
    }

    /** Until nothing is left to happen. */
    public void rest() {
        while (step()) {
            Violation.unless(timeline.count() < STEPS_MAX, "no end of it");
        }
    }

    private boolean step() {
        try {
            return timeline.step();
        } catch (Crash crash) {
            kill(crash.host());
            return true;
        }
    }

    // Between the things that happen in a process it may be stopped as well.
    private void trouble() {
        if (faults.areHealed()) {
            return;
        }
        var host = dice.of(dice.of(services).hosts());
        if (host.isUp() && faults.happens(Fault.PAUSE)) {
            host.pause(timeline.now() + dice.between(1, PAUSE_MAX));
        }
        if (faults.happens(Fault.CRASH)) {
            kill(host);
        }
        timeline.later(dice.between(1, 10 * Time.SECOND), this::trouble);
    }

    private void kill(Host host) {
        die(host, dice.between(1, RESTART_MAX));
    }

    private void die(Host host, long restartAfter) {
        host.die(timeline.now() + restartAfter);
        timeline.later(host, restartAfter, host::start);
    }

    // What is down comes back by itself, however long that takes.
    private void heal() {
        faults.heal(true);
        services.forEach(service -> service.hosts().forEach(host -> host.pause(0)));
    }
}
