package io.mypay.stack;

import io.mypay.stack.process.Launch;
import io.mypay.stack.process.Supervised;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The processes of one stack by name, each supervised once it is started. */
final class Processes {
    private final Ports ports;
    private final Consumer<String> report;
    private final Runnable changed;
    private final Map<String, Supervised> byName = new ConcurrentSkipListMap<>();

    /**
     * @param report receives one line for each process that is ready, dies or comes back
     * @param changed called after every change of a process's state
     */
    Processes(Ports ports, Consumer<String> report, Runnable changed) {
        this.ports = ports;
        this.report = report;
        this.changed = changed;
    }

    /** Returns when the process is ready. */
    void start(Launch launch) throws InterruptedException {
        long begun = System.nanoTime();
        Supervised process = new Supervised(launch, report, changed);
        byName.put(launch.name(), process);
        process.start();
        process.awaitStarted();
        report.accept(
                "%-14s ready on port %-5d after %.1f s"
                        .formatted(
                                launch.name(),
                                ports.of(launch.name()),
                                (System.nanoTime() - begun) / 1e9));
    }

    /** False for one that was never started, and for one that was stopped. */
    boolean isWanted(String name) {
        Supervised process = byName.get(name);
        return process != null && process.state() != Supervised.State.STOPPED;
    }

    Supervised named(String name) {
        Supervised process = byName.get(name);
        if (process == null) {
            throw new IllegalArgumentException("no process " + name + ", but " + byName.keySet());
        }
        return process;
    }

    Collection<Supervised> all() {
        return Collections.unmodifiableCollection(byName.values());
    }

    /** Side by side; returns when the last one has ended. */
    void stop(Predicate<String> chosen) {
        List<Parallel.Step> steps =
                byName.keySet().stream()
                        .filter(chosen)
                        .map(name -> (Parallel.Step) () -> named(name).stop())
                        .toList();
        Parallel.run(steps);
    }
}
