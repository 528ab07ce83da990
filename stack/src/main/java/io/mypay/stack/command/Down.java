package io.mypay.stack.command;

import io.mypay.stack.StackState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends the running stack in good order; its data stays. */
final class Down {
    /** The services may take a minute to end, and then the platform as long. */
    private static final long SECONDS_MAX = 130;

    private final Path folder;

    Down(Path folder) {
        this.folder = folder;
    }

    int run() throws IOException, InterruptedException {
        Path file = StackState.fileIn(folder);
        Optional<ProcessHandle> supervisor = StackState.read(file).flatMap(StackState::supervisor);
        if (supervisor.isEmpty()) {
            Files.deleteIfExists(file);
            System.out.println("MyPay is not running.");
            return 0;
        }
        supervisor.get().destroy();
        try {
            supervisor.get().onExit().get(SECONDS_MAX, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException _) {
            throw CommandFailed.because(
                    "process "
                            + supervisor.get().pid()
                            + " has not ended within "
                            + SECONDS_MAX
                            + " s");
        }
        System.out.println("MyPay is down; its data stays in " + folder);
        return 0;
    }
}
