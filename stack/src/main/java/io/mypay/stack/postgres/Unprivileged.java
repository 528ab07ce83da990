package io.mypay.stack.postgres;

import io.mypay.stack.process.StartFailed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * PostgreSQL refuses to run as root, for good reasons on a server. Here root is common (containers,
 * CI), so there its programs run in a user namespace of their own, in which they are nobody.
 */
final class Unprivileged {
    private static final List<String> NAMESPACE = List.of("unshare", "-U");

    private Unprivileged() {}

    static List<String> command(Path program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(Namespace.PREFIX);
        }
        command.add(program.toString());
        command.addAll(arguments);
        return command;
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /** Whether namespaces work is asked once per JVM. */
    private static final class Namespace {
        private static final List<String> PREFIX = checked();

        private static List<String> checked() {
            List<String> probe = new ArrayList<>(NAMESPACE);
            probe.add("true");
            if (!succeeds(probe)) {
                throw new StartFailed(
                        "PostgreSQL refuses to run as root, and here root may not make a user namespace"
                                + " (`unshare -U true` fails): run MyPay as an ordinary user");
            }
            return NAMESPACE;
        }
    }

    private static boolean succeeds(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
