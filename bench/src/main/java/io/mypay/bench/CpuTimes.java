package io.mypay.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** CPU time spent by the three that share the machine. */
record CpuTimes(Duration client, Duration money, Duration postgres) {
    static final CpuTimes ZERO = new CpuTimes(Duration.ZERO, Duration.ZERO, Duration.ZERO);

    private CpuTimes minus(CpuTimes before) {
        return new CpuTimes(
                client.minus(before.client),
                money.minus(before.money),
                postgres.minus(before.postgres));
    }

    /** Tells what was used since it was made; nothing on systems without /proc. */
    static final class Clock {
        private final List<Long> money;
        private final long postgres;
        private final CpuTimes before;

        Clock(List<Long> money, long postgres) {
            this.money = List.copyOf(money);
            this.postgres = postgres;
            this.before = used();
        }

        CpuTimes read() {
            return used().minus(before);
        }

        private CpuTimes used() {
            return new CpuTimes(
                    used(Stream.of(ProcessHandle.current().pid())),
                    used(money.stream()),
                    used(tree(postgres)));
        }

        // One process per connection: those that have ended are in the account of their parent.
        private static Stream<Long> tree(long root) {
            return ProcessHandle.of(root).stream()
                    .flatMap(parent -> Stream.concat(Stream.of(parent), parent.descendants()))
                    .map(ProcessHandle::pid);
        }

        private static Duration used(Stream<Long> pids) {
            return pids.map(Clock::ofProcess).reduce(Duration.ZERO, Duration::plus);
        }

        private static Duration ofProcess(long pid) {
            try {
                return parse(Files.readString(Path.of("/proc", Long.toString(pid), "stat")));
            } catch (NoSuchFileException _) {
                return Duration.ZERO;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final int FIRST_TIME_FIELD = 11;
    private static final int TIME_FIELDS = 4;
    private static final long MILLIS_PER_TICK = 10;

    /** User and system time of a process and of its children that have ended. */
    static Duration parse(String stat) {
        // The name, in brackets, may contain anything.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks =
                Arrays.stream(fields, FIRST_TIME_FIELD, FIRST_TIME_FIELD + TIME_FIELDS)
                        .mapToLong(Long::parseLong)
                        .sum();
        return Duration.ofMillis(ticks * MILLIS_PER_TICK);
    }
}
