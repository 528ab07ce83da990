package io.mypay.simulation.world;

import java.util.function.BiConsumer;

/** Calls between services. */
public final class Network {
    private static final long DELAY_MAX = 5 * Time.MILLISECOND;
    private static final long LATE_MAX = 5 * Time.MINUTE;

    /** After it a caller gives up. */
    private static final long PATIENCE = 8 * Time.SECOND;

    private final World world;

    Network(World world) {
        this.world = world;
    }

    /**
     * Has one process of the callee serve a request: once, twice, late, or never. The caller's
     * process hears of it if it lives then.
     */
    public <A> void call(
            Host caller, Service callee, BiConsumer<Host, Reply<A>> serve, Reply<A> reply) {
        var faults = world.faults();
        if (faults.happens(Fault.REQUEST_LOST)) {
            giveUp(caller, reply);
            return;
        }
        if (faults.happens(Fault.REQUEST_LATE)) {
            giveUp(caller, reply);
            arrive(caller, callee, serve, reply, world.dice().between(1, LATE_MAX));
            return;
        }
        arrive(caller, callee, serve, reply, delay());
        if (faults.happens(Fault.REQUEST_TWICE)) {
            arrive(caller, callee, serve, reply, world.dice().between(1, LATE_MAX));
        }
    }

    private <A> void arrive(
            Host caller,
            Service callee,
            BiConsumer<Host, Reply<A>> serve,
            Reply<A> reply,
            long delay) {
        world.timeline().later(delay, () -> serve(caller, callee, serve, reply));
    }

    private <A> void serve(
            Host caller, Service callee, BiConsumer<Host, Reply<A>> serve, Reply<A> reply) {
        var host = world.dice().of(callee.hosts());
        if (!host.isUp()) {
            back(caller, reply::lose);
            return;
        }
        if (host.isPaused()) {
            giveUp(caller, reply);
        }
        world.timeline().in(host, () -> serve(caller, host, serve, reply));
    }

    private <A> void serve(
            Host caller, Host host, BiConsumer<Host, Reply<A>> serve, Reply<A> reply) {
        var local =
                new Reply<A>(
                        answer -> {
                            if (world.faults().happens(Fault.ANSWER_LOST)) {
                                giveUp(caller, reply);
                                return;
                            }
                            back(caller, () -> reply.answer(answer));
                        },
                        () -> back(caller, reply::lose));
        host.onDeath(local::lose);
        serve.accept(host, local);
    }

    private void giveUp(Host caller, Reply<?> reply) {
        world.timeline().later(caller, world.dice().between(delay(), PATIENCE), reply::lose);
    }

    private void back(Host caller, Runnable heard) {
        world.timeline().later(caller, delay(), heard);
    }

    private long delay() {
        return world.dice().between(1, DELAY_MAX);
    }
}
