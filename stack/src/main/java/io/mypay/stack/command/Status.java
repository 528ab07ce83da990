package io.mypay.stack.command;

import io.mypay.stack.StackState;
import io.mypay.stack.StackState.ProcessState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One line per process: its state, port, process id, memory and how often it had to be restarted.
 */
final class Status {
    private final Path folder;

    Status(Path folder) {
        this.folder = folder;
    }

    /**
     * 0 if every process is ready, 1 if some are not, 3 if nothing runs (as init scripts have it).
     */
    int run() throws IOException, InterruptedException {
        Optional<StackState> read = StackState.read(StackState.fileIn(folder));
        if (read.isEmpty()) {
            System.out.println("MyPay is not running; start it with ./mypay up");
            return 3;
        }
        StackState state = read.get();
        if (!state.isRunning()) {
            System.out.println(
                    "MyPay is not running: its supervisor was killed; start it with ./mypay up");
            return 3;
        }
        return print(state);
    }

    private static int print(StackState state) throws IOException, InterruptedException {
        Map<Long, Long> memory = residentKibibytes(state);
        System.out.printf(
                "%-16s %-9s %6s %8s %8s %9s%n",
                "process", "state", "port", "pid", "MiB", "restarts");
        for (ProcessState process : state.processes()) {
            System.out.printf(
                    "%-16s %-9s %6d %8d %8d %9d%n",
                    process.name(),
                    process.state(),
                    process.port(),
                    process.pid(),
                    memory.getOrDefault(process.pid(), 0L) / 1024,
                    process.restarts());
        }
        long total = memory.values().stream().mapToLong(Long::longValue).sum();
        System.out.printf("%s · %d MiB in all · %s%n", state.phase(), total / 1024, state.folder());
        boolean allReady =
                state.processes().stream().allMatch(process -> process.state().equals("READY"));
        return allReady && state.phase() == StackState.Phase.READY ? 0 : 1;
    }

    /** By process id, the supervisor and PostgreSQL's own children among them. */
    private static Map<Long, Long> residentKibibytes(StackState state)
            throws IOException, InterruptedException {
        Map<Long, Long> memory = new HashMap<>();
        memory.put(state.supervisorPid(), resident(List.of(state.supervisorPid())));
        for (ProcessState process : state.processes()) {
            memory.put(process.pid(), resident(withChildren(process.pid())));
        }
        return memory;
    }

    private static List<Long> withChildren(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(p -> Stream.concat(Stream.of(p), p.descendants()))
                .map(ProcessHandle::pid)
                .toList();
    }

    private static long resident(List<Long> pids) throws IOException, InterruptedException {
        long sum = 0;
        for (long pid : pids) {
            sum += resident(pid);
        }
        return sum;
    }

    /**
     * Linux tells each process its fair share of what several of them share; elsewhere ps counts
     * that in full.
     */
    private static long resident(long pid) throws IOException, InterruptedException {
        Path share = Path.of("/proc", Long.toString(pid), "smaps_rollup");
        if (!Files.exists(share)) {
            return ps(pid);
        }
        try (Stream<String> lines = Files.lines(share)) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException | UncheckedIOException _) {
            // The process has ended since it was listed.
            return 0;
        }
    }

    private static long ps(long pid) throws IOException, InterruptedException {
        Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
        String answer =
                new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        ps.waitFor();
        return answer.isEmpty() ? 0 : Long.parseLong(answer);
    }
}
