package io.mypay.e2e.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The clients' own book: every command before it is sent, every answer, every failure. In memory
 * for the audit, in a file for whoever looks for the cause of what it finds.
 */
final class Journal implements AutoCloseable {

    private final Queue<Command> commands = new ConcurrentLinkedQueue<>();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> failures = new TreeMap<>();
    private final Writer file;

    Journal(Path path) {
        try {
            Files.createDirectories(path.getParent());
            this.file = Files.newBufferedWriter(path);
        } catch (IOException e) {
            throw new UncheckedIOException("no journal at " + path, e);
        }
    }

    /** Before the first call, so that nothing can be done that is not in here. */
    void opened(Command command) {
        commands.add(command);
        note("asked " + command);
    }

    void accepted(Command command, String id) {
        command.accepted(id);
        note("accepted " + command);
    }

    void refused(Command command, String reason) {
        command.refused(reason);
        note("refused " + command);
    }

    /** A call without an answer: what became of the command is open. */
    void failed(Command command, String code, String text) {
        synchronized (failures) {
            failures.merge(code, 1, Integer::sum);
        }
        note("no answer " + command.requestId() + " " + text);
    }

    /** Something that no fault excuses. */
    void surprised(String what) {
        surprises.add(what);
        note("SURPRISE " + what);
    }

    /** Also what was broken and mended, in its place among the commands. */
    void note(String line) {
        synchronized (file) {
            try {
                file.write(Instant.now() + " " + line + "\n");
                file.flush();
            } catch (IOException e) {
                throw new UncheckedIOException("the journal cannot be written", e);
            }
        }
    }

    List<Command> commands() {
        return List.copyOf(commands);
    }

    List<String> surprises() {
        return List.copyOf(surprises);
    }

    /** How many calls had no answer, by code. */
    Map<String, Integer> failures() {
        synchronized (failures) {
            return Map.copyOf(failures);
        }
    }

    @Override
    public void close() {
        synchronized (file) {
            try {
                file.close();
            } catch (IOException e) {
                throw new UncheckedIOException("the journal cannot be closed", e);
            }
        }
    }
}
