package io.mypay.stack.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A note of which process was started: its id and its start time, because the system reuses ids and
 * a stranger who happens to have the same id must never be ended.
 */
final class PidFile {
    /** The start time is derived from the boot time, which can shift a little with the clock. */
    private static final Duration START_TOLERANCE = Duration.ofSeconds(2);

    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Path path;

    PidFile(Path path) {
        this.path = path;
    }

    void write(ProcessHandle process) throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, process.pid() + " " + startOf(process).toEpochMilli() + "\n");
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
    }

    /**
     * Ends the noted process if it still runs: whoever started it is gone, since the caller holds
     * its folder now.
     */
    void endOrphan(StopSignal signal) throws IOException, InterruptedException {
        Optional<ProcessHandle> orphan = running();
        if (orphan.isPresent()) {
            Guardian.get().signal(orphan.get().pid(), signal);
            if (!exits(orphan.get())) {
                orphan.get().destroyForcibly();
                exits(orphan.get());
            }
        }
        delete();
    }

    Optional<ProcessHandle> running() throws IOException {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        String[] note = Files.readString(path).strip().split(" ", -1);
        if (note.length != 2 || !note[0].matches("\\d{1,10}") || !note[1].matches("\\d{1,15}")) {
            return Optional.empty();
        }
        Instant started = Instant.ofEpochMilli(Long.parseLong(note[1]));
        return ProcessHandle.of(Long.parseLong(note[0]))
                .filter(ProcessHandle::isAlive)
                .filter(p -> near(startOf(p), started));
    }

    private static boolean near(Instant one, Instant other) {
        return Duration.between(one, other).abs().compareTo(START_TOLERANCE) <= 0;
    }

    private static Instant startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }

    private static boolean exits(ProcessHandle process) throws InterruptedException {
        try {
            process.onExit().get(GRACE.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot wait for process " + process.pid(), e);
        }
    }
}
