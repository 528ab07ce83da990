package io.mypay.stack.command;

import io.mypay.stack.Home;
import io.mypay.stack.process.StartFailed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What the shell script {@code mypay} leaves to Java: up, down, status, call. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(Arrays.asList(arguments)));
    }

    private static int run(List<String> words) {
        try {
            return dispatch(words);
        } catch (CommandFailed e) {
            System.err.println("mypay: " + e.getMessage());
            return e.exitCode();
        } catch (StartFailed e) {
            System.err.println("mypay: " + e.getMessage());
            return 1;
        } catch (IOException e) {
            System.err.println("mypay: " + e);
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 130;
        }
    }

    private static int dispatch(List<String> words) throws IOException, InterruptedException {
        if (words.isEmpty()) {
            throw CommandFailed.usage("no command");
        }
        Home home = Home.find();
        Path folder = folder(home);
        List<String> rest = words.subList(1, words.size());
        return switch (words.getFirst()) {
            case "up" -> new Up(home, folder).run(rest);
            case "down" -> new Down(folder).run();
            case "status" -> new Status(folder).run();
            case "call" -> new Call(home, folder).run(rest);
            default -> throw CommandFailed.usage("unknown command: " + words.getFirst());
        };
    }

    /** Where the one persistent stack of a checkout lives; MYPAY_DATA moves it. */
    private static Path folder(Home home) {
        String told = System.getenv("MYPAY_DATA");
        return told == null ? home.root().resolve(".mypay") : Path.of(told).toAbsolutePath();
    }
}
