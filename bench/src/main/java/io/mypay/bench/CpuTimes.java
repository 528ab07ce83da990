package io.mypay.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** CPU time spent by the three that share the machine. */
record CpuTimes(Duration client, Duration money, Duration postgres) {

    /** Reads what processes have used so far; PostgreSQL is a tree of them. */
    static final class Clock {
        private final List<ProcessHandle> money;
        private final ProcessHandle postgres;
        private Map<Long, Duration> before = Map.of();

        Clock(List<Long> money, long postgres) {
            this.money = money.stream().map(Clock::process).toList();
            this.postgres = process(postgres);
        }

        private static ProcessHandle process(long pid) {
            return ProcessHandle.of(pid)
                    .orElseThrow(() -> new IllegalStateException("process " + pid + " is gone"));
        }

        void start() {
            before = used();
        }

        /** Since start; of processes that are still there. */
        CpuTimes read() {
            Map<Long, Duration> now = used();
            return new CpuTimes(
                    spent(Stream.of(ProcessHandle.current()), now),
                    spent(money.stream(), now),
                    spent(ofPostgres(), now));
        }

        private Duration spent(Stream<ProcessHandle> processes, Map<Long, Duration> now) {
            return processes
                    .map(process ->
                            now.getOrDefault(process.pid(), Duration.ZERO)
                                    .minus(before.getOrDefault(process.pid(), Duration.ZERO)))
                    .reduce(Duration.ZERO, Duration::plus);
        }

        private Map<Long, Duration> used() {
            Map<Long, Duration> used = new HashMap<>();
            Stream.of(Stream.of(ProcessHandle.current()), money.stream(), ofPostgres())
                    .flatMap(processes -> processes)
                    .forEach(process ->
                            process.info()
                                    .totalCpuDuration()
                                    .ifPresent(time -> used.put(process.pid(), time)));
            return used;
        }

        private Stream<ProcessHandle> ofPostgres() {
            return Stream.concat(Stream.of(postgres), postgres.descendants());
        }
    }
}
