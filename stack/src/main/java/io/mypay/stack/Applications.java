package io.mypay.stack;

import io.mypay.stack.process.Launch;
import io.mypay.stack.process.StartFailed;
import io.mypay.stack.process.StopSignal;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How the bank and the services are started: each a small JVM, told by its environment where the
 * others are.
 */
record Applications(StackOptions options, Environments environments) {
    private static final Duration READY_WITHIN = Duration.ofMinutes(3);

    Launch launch(Instance instance) {
        Service service = instance.service();
        return new Launch(
                instance.name(),
                options.shape().isNative(service) ? executable(service) : jvm(instance),
                environment(instance),
                directory(),
                options.log(instance.name()),
                options.folder().resolve("run").resolve(instance.name() + ".pid"),
                StopSignal.TERM,
                () -> checkReady(options.ports().of(instance.name())),
                READY_WITHIN);
    }

    private Map<String, String> environment(Instance instance) {
        Map<String, String> all = new HashMap<>(environments.of(instance));
        all.putAll(options.shape().tuning(instance).environment());
        return all;
    }

    private List<String> jvm(Instance instance) {
        List<String> command = new ArrayList<>(List.of(Home.java()));
        command.addAll(options.shape().tuning(instance).jvm());
        command.addAll(classArchive(instance));
        command.addAll(
                List.of(
                        // A service without memory must die and come back rather than limp.
                        "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-jar",
                        options.home().application(instance.service().module()).toString()));
        return command;
    }

    /**
     * The classes as an earlier start found them, verified and linked, save this one a third of its
     * time. The JVM itself drops an archive of another build. One process writes it as it ends, the
     * others only read.
     */
    private List<String> classArchive(Instance instance) {
        Path file = options.home().classArchive(instance.service().module());
        boolean writes = options.shape().learns() && instance.number() == 1;
        if (!options.shape().isSmall(instance) || !(writes || Files.exists(file))) {
            return List.of();
        }
        List<String> flags = new ArrayList<>(List.of("-XX:SharedArchiveFile=" + file));
        if (writes) {
            flags.add("-XX:+AutoCreateSharedArchive");
        }
        return flags;
    }

    private List<String> executable(Service service) {
        return List.of(
                options.home().executable(service.module()).toString(),
                "-Xmx" + service.heapMebibytes() + "m");
    }

    private static void checkReady(int port) throws IOException {
        URI uri = URI.create("http://localhost:" + port + "/q/health/ready");
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        try {
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(5000);
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                throw new IOException(uri + " answers " + connection.getResponseCode());
            }
        } finally {
            connection.disconnect();
        }
    }

    /**
     * A working directory of the stack's own, so that no configuration of the caller's folder is
     * picked up.
     */
    private Path directory() {
        try {
            return Files.createDirectories(options.folder().resolve("services"));
        } catch (IOException e) {
            throw new StartFailed("cannot make a working directory", e);
        }
    }
}
