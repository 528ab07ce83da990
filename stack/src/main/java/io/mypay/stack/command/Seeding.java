package io.mypay.stack.command;

import io.mypay.stack.Home;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes the member and the merchant of a data folder that has none, over gRPC, as real people would
 * be made: {@code io.mypay.e2e.Seed} does it, in a process that starts beside the stack and waits
 * for it, since a JVM's start is a good part of the work.
 */
final class Seeding {
    private final Process process;

    private Seeding(Process process) {
        this.process = process;
    }

    static Seeding begin(Home home, Path stateFile) throws IOException {
        return new Seeding(
                new ProcessBuilder(
                                Home.java(),
                                "-Xmx96m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                                "-Dmypay.home=" + home.root(),
                                "-cp",
                                home.journeys(),
                                "io.mypay.e2e.Seed",
                                stateFile.toString())
                        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start());
    }

    /** Tells the waiting process that the stack is ready, and waits for it; none waits for ever. */
    void finish(Path stateFile) throws IOException, InterruptedException {
        try (OutputStream go = process.getOutputStream()) {
            if (!Files.exists(Logins.fileBeside(stateFile))) {
                go.write('\n');
            }
        }
        if (process.waitFor() != 0) {
            throw CommandFailed.because(
                    "the member and the merchant could not be created; see above");
        }
    }
}
