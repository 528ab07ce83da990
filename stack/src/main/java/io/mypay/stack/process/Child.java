package io.mypay.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One running process: started, awaited, stopped or killed. It never outlives this JVM. */
public final class Child {
    /** Often enough for a person, seldom enough not to slow down what is starting. */
    private static final Duration POLL = Duration.ofMillis(200);

    private static final int LOG_LINES_SHOWN = 20;
    private static final int LOG_COLUMNS_SHOWN = 300;
    private static final long LOG_BYTES_MAX = 20_000_000;

    private final Launch launch;
    private final Process process;

    private Child(Launch launch, Process process) {
        this.launch = launch;
        this.process = process;
    }

    /**
     * Starts the process, after ending what an earlier, crashed owner may have left running under
     * its pid file.
     */
    public static Child start(Launch launch) {
        PidFile pidFile = new PidFile(launch.pidFile());
        try {
            pidFile.endOrphan(launch.stopSignal());
            Files.createDirectories(launch.log().getParent());
            rotate(launch.log());
            Process process = builder(launch).start();
            Guardian.get().watch(process.pid(), launch.stopSignal());
            CompletableFuture<Void> _ =
                    process.onExit().thenAccept(gone -> Guardian.get().forget(gone.pid()));
            pidFile.write(process.toHandle());
            return new Child(launch, process);
        } catch (IOException e) {
            throw new StartFailed(launch.name() + ": cannot be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailed(launch.name() + ": interrupted while starting", e);
        }
    }

    private static ProcessBuilder builder(Launch launch) {
        ProcessBuilder builder =
                new ProcessBuilder(launch.command())
                        .directory(launch.directory().toFile())
                        .redirectErrorStream(true)
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(launch.log().toFile()));
        // What the developer's shell happens to say must not reach the processes by accident.
        builder.environment().keySet().removeIf(Child::isOurs);
        builder.environment().putAll(launch.environment());
        return builder;
    }

    private static boolean isOurs(String key) {
        return key.startsWith("MYPAY_") || key.startsWith("QUARKUS_") || key.startsWith("PG");
    }

    private static void rotate(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_BYTES_MAX) {
            Path older = log.resolveSibling(log.getFileName() + ".1");
            Files.move(log, older, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public int exitCode() {
        return process.exitValue();
    }

    public CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    /**
     * Returns when the process answers; throws {@link StartFailed} with the end of its log when it
     * does not.
     */
    public void awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + launch.readyWithin().toNanos();
        while (true) {
            String reason = notReadyBecause();
            if (reason.isEmpty()) {
                return;
            }
            if (System.nanoTime() - deadline > 0) {
                throw failed(
                        "not ready after " + launch.readyWithin().toSeconds() + " s: " + reason);
            }
            if (process.waitFor(POLL)) {
                throw failed("ended with exit code " + process.exitValue());
            }
        }
    }

    private String notReadyBecause() throws InterruptedException {
        try {
            launch.probe().check();
            return "";
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return e.getMessage() == null ? e.toString() : e.getMessage();
        }
    }

    private StartFailed failed(String reason) {
        return new StartFailed(
                "%s: %s; the end of its log (%s):%n%s"
                        .formatted(launch.name(), reason, launch.log(), endOfLog()));
    }

    private String endOfLog() {
        try {
            List<String> lines =
                    Files.readString(launch.log(), StandardCharsets.UTF_8).lines().toList();
            return lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()).stream()
                    .map(line -> line.substring(0, Math.min(line.length(), LOG_COLUMNS_SHOWN)))
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            return "(unreadable: " + e.getMessage() + ")";
        }
    }

    /** Asks the process to end and kills it when it has not done so in time. */
    public void stop(Duration grace) {
        try {
            if (process.isAlive()) {
                Guardian.get().signal(process.pid(), launch.stopSignal());
                if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            }
            new PidFile(launch.pidFile()).delete();
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** kill -9 of the process and of its own children, which PostgreSQL has one of per client. */
    public void kill() {
        // The parent first, so that it cannot mend what it has just lost.
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    /** Makes it stand still with all its connections open, until it is resumed or killed. */
    public void pause() {
        // The parent first: it starts no more children from then on.
        signal("STOP", Stream.of(process.toHandle()));
        signal("STOP", process.descendants());
    }

    public void resume() {
        signal("CONT", Stream.concat(process.descendants(), Stream.of(process.toHandle())));
    }

    /** Java itself can only send TERM and KILL. */
    private void signal(String name, Stream<ProcessHandle> to) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        to.forEach(one -> command.add(Long.toString(one.pid())));
        if (command.size() == 2) {
            return;
        }
        try {
            // A child that has just left is no failure; the process itself is looked at below.
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending " + name, e);
        }
        if (!process.isAlive()) {
            throw new IllegalStateException(launch.name() + " is dead: no " + name + " for it");
        }
    }
}
