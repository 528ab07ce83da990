package io.mypay.bench.baseline;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The baseline by PostgreSQL's JDBC driver, where pgbench is not installed. */
public final class BuiltIn implements Baseline {
    private final Place place;

    public BuiltIn(Place place) {
        this.place = place;
    }

    @Override
    public String name() {
        return "built-in client (pgjdbc)";
    }

    @Override
    public double run(Traffic traffic, int clients, Duration length)
            throws IOException, InterruptedException {
        List<Transferring> connected = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            for (int i = 0; i < clients; i++) {
                connected.add(new Transferring(place.connect(), traffic));
            }
            long until = System.nanoTime() + length.toNanos();
            List<Future<Long>> running = new ArrayList<>();
            for (Transferring client : connected) {
                running.add(threads.submit(() -> client.run(until)));
            }
            long done = 0;
            for (Future<Long> client : running) {
                done += client.get();
            }
            return done * 1e9 / length.toNanos();
        } catch (SQLException | ExecutionException e) {
            throw new IOException("the baseline failed", e);
        } finally {
            connected.forEach(Transferring::close);
        }
    }
}
