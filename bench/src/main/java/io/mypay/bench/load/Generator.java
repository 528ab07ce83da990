package io.mypay.bench.load;

import io.grpc.ManagedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Runs loads, one after the other. */
public final class Generator implements AutoCloseable {
    private static final int DRAIN_SECONDS = 30;

    private final Connections connections;

    /** With so many event loops; one is cheapest as long as it keeps up. */
    public Generator(int threads) {
        this.connections = new Connections(threads);
    }

    public String transport() {
        return connections.transport();
    }

    /**
     * Calls until the window is over and everything in flight is answered.
     *
     * @param token should be new: tokens end, and measurements take long
     * @param callers makes one for each call in flight
     */
    public Outcome run(String token, Load load, Supplier<? extends Caller> callers)
            throws InterruptedException {
        String authorization = "Bearer " + token;
        Window window = Window.after(load.ramp(), load.length());
        CountDownLatch running = new CountDownLatch(load.outstanding());
        List<ManagedChannel> channels = channels(load);
        List<Tally> tallies = channels.stream().map(_ -> new Tally()).toList();
        List<Lane> lanes = new ArrayList<>();
        for (int i = 0; i < load.outstanding(); i++) {
            int at = i % channels.size();
            lanes.add(
                    new Lane(
                            channels.get(at),
                            authorization,
                            callers.get(),
                            window,
                            tallies.get(at),
                            running));
        }
        lanes.forEach(Lane::call);
        awaitAnswers(load, running);
        return Outcome.of(window, tallies);
    }

    private List<ManagedChannel> channels(Load load) {
        List<ManagedChannel> channels = new ArrayList<>();
        for (int port : load.ports()) {
            channels.addAll(connections.to(port, load.connections()));
        }
        return channels;
    }

    private static void awaitAnswers(Load load, CountDownLatch running)
            throws InterruptedException {
        long seconds = load.ramp().plus(load.length()).toSeconds() + DRAIN_SECONDS;
        if (!running.await(seconds, TimeUnit.SECONDS)) {
            throw new Caller.WrongAnswer(
                    "%d of %d calls were not answered within %d s"
                            .formatted(running.getCount(), load.outstanding(), DRAIN_SECONDS));
        }
    }

    @Override
    public void close() {
        connections.close();
    }
}
