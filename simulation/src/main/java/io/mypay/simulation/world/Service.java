package io.mypay.simulation.world;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** A service: two processes, one database, its queue_log. */
public abstract class Service {
    protected final World world;
    protected final Database database;
    protected final Outbox outbox;
    private final List<Host> hosts;
    private final Inbox inbox;

    @SuppressWarnings("this-escape") // Nothing of it is used before it is whole.
    protected Service(World world, String name) {
        this.world = world;
        this.database = new Database(world);
        this.outbox = new Outbox(this);
        this.inbox = new Inbox(this);
        this.hosts = List.of(world.host(name + "-1"), world.host(name + "-2"));
        world.add(this);
    }

    public final List<Host> hosts() {
        return hosts;
    }

    public final Outbox outbox() {
        return outbox;
    }

    public final Inbox inbox() {
        return inbox;
    }

    /** Gives work to one of the processes; if all are down it waits for one. */
    final void someHost(Consumer<Host> work) {
        var first = world.dice().below(hosts.size());
        for (int i = 0; i < hosts.size(); i++) {
            var host = hosts.get((first + i) % hosts.size());
            if (host.isUp() && !host.isPaused()) {
                work.accept(host);
                return;
            }
        }
        var back = hosts.stream().mapToLong(Host::backAt).min().orElseThrow();
        var wait = back - now() + world.dice().between(1, Time.SECOND);
        world.timeline().later(wait, () -> someHost(work));
    }

    /**
     * A sweeper or relay looks for due work then, or up to a second later, as its tick falls: one
     * process, or both at once.
     */
    public final void wake(long at, Consumer<Host> look) {
        wakeIn(at - now(), at, look);
        if (world.dice().oneIn(4)) {
            wakeIn(at - now(), at, look);
        }
    }

    private void wakeIn(long least, long at, Consumer<Host> look) {
        var wait = Math.max(0, least) + world.dice().between(1, Time.SECOND);
        world.timeline().later(wait, () -> someHost(host -> ring(host, at, look)));
    }

    /**
     * One look of a sweeper or relay: what a claim takes is worked outside of its transaction. If
     * it fails, the next tick of some process looks again.
     */
    public final <T> void sweep(
            Host host, Function<Transaction, T> claim, Consumer<T> work, Consumer<Host> again) {
        try {
            database.commit(host, claim, work, () -> wake(now(), again));
        } catch (Crash crash) {
            wake(now(), again);
            throw crash;
        }
    }

    // By a clock that is behind nothing is due yet; the next tick looks again.
    private void ring(Host host, long at, Consumer<Host> look) {
        if (host.micros() < at) {
            wakeIn(at - host.micros(), at, look);
            return;
        }
        look.accept(host);
    }

    /** The database's clock. */
    public final long now() {
        return world.timeline().now();
    }
}
