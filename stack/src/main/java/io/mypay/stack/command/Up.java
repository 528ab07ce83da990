package io.mypay.stack.command;

import io.mypay.stack.Home;
import io.mypay.stack.Ports;
import io.mypay.stack.Shape;
import io.mypay.stack.Stack;
import io.mypay.stack.StackOptions;
import io.mypay.stack.StackState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Starts the stack, gives it its three logins, says how to use it, and keeps it running until a
 * signal ends it.
 */
final class Up {
    private final Home home;
    private final Path folder;

    Up(Home home, Path folder) {
        this.home = home;
        this.folder = folder;
    }

    int run(List<String> words) throws IOException, InterruptedException {
        boolean fresh = false;
        int base = defaultBase();
        for (int i = 0; i < words.size(); i++) {
            switch (words.get(i)) {
                case "--fresh" -> fresh = true;
                case "--port-base" -> base = portBase(i + 1 < words.size() ? words.get(++i) : "");
                default -> throw CommandFailed.usage("up does not know " + words.get(i));
            }
        }
        refuseIfRunning();
        long begun = System.nanoTime();
        StackOptions options =
                StackOptions.persistent(folder, Ports.from(base), System.out::println)
                        .shaped(Shape.WHOLE.learning());
        AtomicReference<Stack> running = new AtomicReference<>();
        stopAtExit(running);
        Seeding seeding = Seeding.begin(home, StackState.fileIn(folder));
        Stack stack = Stack.start(fresh ? options.startingFresh() : options);
        running.set(stack);
        seeding.finish(stack.stateFile());
        Logins logins = Logins.read(stack.stateFile());
        announce(new Banner(stack, logins).text(), (System.nanoTime() - begun) / 1e9);
        // Only a signal ends this command.
        new CountDownLatch(1).await();
        return 0;
    }

    private static int defaultBase() {
        String told = System.getenv("MYPAY_PORT_BASE");
        return told == null ? Ports.DEFAULT_BASE : portBase(told);
    }

    private static int portBase(String word) {
        if (!word.matches("\\d{4,5}")
                || Integer.parseInt(word) > 65_000
                || Integer.parseInt(word) < 1024) {
            throw CommandFailed.usage(
                    "--port-base needs a port between 1024 and 65000, not '" + word + "'");
        }
        return Integer.parseInt(word);
    }

    private void refuseIfRunning() throws IOException {
        Optional<StackState> running =
                StackState.read(StackState.fileIn(folder)).filter(StackState::isRunning);
        if (running.isPresent()) {
            throw CommandFailed.because(
                    "MyPay is already running; see ./mypay status, or ./mypay down");
        }
    }

    /** The JVM ends only when the hook has returned, so the stack is down in good order by then. */
    private void stopAtExit(AtomicReference<Stack> running) {
        Thread hook = new Thread(() -> stop(running.get()), "stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void stop(Stack stack) {
        if (stack == null) {
            // Interrupted half-way up: the guardian ends what was started.
            forget(StackState.fileIn(folder));
            return;
        }
        System.out.println("stopping …");
        stack.stop();
        System.out.println("stopped");
    }

    private static void forget(Path stateFile) {
        try {
            Files.deleteIfExists(stateFile);
        } catch (IOException e) {
            System.err.println("mypay: cannot delete " + stateFile + ": " + e.getMessage());
        }
    }

    /** The file tells whoever waits for a detached start that it is complete. */
    private void announce(String banner, double seconds) throws IOException {
        System.out.println(banner);
        System.out.printf("MyPay is up after %.1f s.%n", seconds);
        Files.writeString(folder.resolve("run/up"), banner);
    }
}
