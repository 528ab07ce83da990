package io.mypay.stack;

import io.mypay.stack.StackState.Phase;
import io.mypay.stack.StackState.ProcessState;
import io.mypay.stack.process.Launch;
import io.mypay.stack.process.Supervised;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Keeps {@code run/stack.json} true: written again whenever something in the stack changes. */
final class StackFile {
    private final StackOptions options;
    private final String kafka;
    private final Secrets secrets;
    private final Supplier<Collection<Supervised>> processes;
    private final Consumer<String> report;
    private Phase phase = Phase.STARTING;

    StackFile(
            StackOptions options,
            String kafka,
            Secrets secrets,
            Supplier<Collection<Supervised>> processes) {
        this.options = options;
        this.kafka = kafka;
        this.secrets = secrets;
        this.processes = processes;
        this.report = options.report();
    }

    Path path() {
        return StackState.fileIn(options.folder());
    }

    synchronized void enter(Phase next) {
        phase = next;
        write();
    }

    synchronized void write() {
        try {
            state().write(path());
        } catch (IOException e) {
            report.accept("cannot write " + path() + ": " + e.getMessage());
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(path());
        } catch (IOException e) {
            report.accept("cannot delete " + path() + ": " + e.getMessage());
        }
    }

    private StackState state() {
        ProcessHandle self = ProcessHandle.current();
        List<ProcessState> each = processes.get().stream().map(this::state).toList();
        return new StackState(
                phase,
                self.pid(),
                StackState.startedAtMillis(self),
                options.folder().toString(),
                kafka,
                secrets.staffLogin(),
                secrets.staffPassword(),
                each);
    }

    private ProcessState state(Supervised process) {
        Launch launch = process.launch();
        return new ProcessState(
                launch.name(),
                process.state().name(),
                process.pid(),
                options.ports().of(launch.name()),
                process.restarts(),
                launch.log().toString());
    }
}
