package io.mypay.stack.postgres;

import io.mypay.stack.Folders;
import io.mypay.stack.process.Launch;
import io.mypay.stack.process.StartFailed;
import io.mypay.stack.process.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One PostgreSQL data directory, and how a server is started on it. */
public final class PostgresCluster {
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);

    private static final List<String> SETTINGS =
            List.of(
                    "listen_addresses=localhost",
                    "unix_socket_directories=",
                    "max_connections=300",
                    "shared_buffers=64MB",
                    "wal_level=replica",
                    "fsync=on",
                    "synchronous_commit=on",
                    "timezone=UTC",
                    "log_timezone=UTC");

    private final Path jar;
    private final Path folder;
    private final int port;
    private final Path log;
    private final boolean temporary;
    private final List<String> settings;

    /**
     * @param settings replace the usual ones of the same name
     */
    public PostgresCluster(
            Path jar, Path folder, int port, Path log, boolean temporary, List<String> settings) {
        this.jar = jar;
        this.folder = folder.toAbsolutePath();
        this.port = port;
        this.log = log.toAbsolutePath();
        this.temporary = temporary;
        this.settings =
                Stream.of(SETTINGS, quickRecovery(), settings).flatMap(List::stream).toList();
    }

    /**
     * After a crash the data is synced as a whole: file by file, as it is everywhere but on Linux,
     * takes many seconds on a slow disk.
     */
    private static List<String> quickRecovery() {
        return System.getProperty("os.name").equals("Linux")
                ? List.of("recovery_init_sync_method=syncfs")
                : List.of();
    }

    public int port() {
        return port;
    }

    /**
     * Runs initdb unless there is data already. A half-made data directory is made again from the
     * start.
     */
    public void initialize() {
        if (Files.exists(data().resolve("PG_VERSION")) && Files.exists(password())) {
            return;
        }
        try {
            Files.createDirectories(folder);
            Path fresh = folder.resolve("initdb");
            Folders.delete(fresh);
            superuser().choosePassword();
            run(initdb(fresh));
            // The rename comes last, so that data/ is either whole or not there.
            Files.move(fresh, data());
        } catch (IOException e) {
            throw new StartFailed("cannot make PostgreSQL's data in " + folder, e);
        }
    }

    private List<String> initdb(Path fresh) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--pgdata=" + fresh,
                                "--username=" + Superuser.NAME,
                                "--pwfile=" + password(),
                                "--auth=scram-sha-256",
                                "--encoding=UTF8",
                                "--locale=C",
                                "--locale-provider=builtin",
                                "--builtin-locale=C.UTF-8"));
        if (temporary) {
            arguments.add("--no-sync");
        }
        return program("initdb", arguments);
    }

    public Launch launch() {
        List<String> arguments =
                new ArrayList<>(List.of("-D", data().toString(), "-p", Integer.toString(port)));
        // Of several settings with the same name the last one counts.
        for (String setting : settings) {
            arguments.add("-c");
            arguments.add(setting);
        }
        return new Launch(
                "postgres",
                program("postgres", arguments),
                Map.of("LC_ALL", "C"),
                folder,
                log,
                folder.resolve("postgres.pid"),
                StopSignal.INT,
                superuser()::check,
                READY_WITHIN);
    }

    private void run(List<String> command) throws IOException {
        Files.createDirectories(log.getParent());
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        try {
            if (process.waitFor() != 0) {
                throw new StartFailed("initdb failed; see " + log);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new StartFailed("interrupted while initdb ran", e);
        }
    }

    private List<String> program(String name, List<String> arguments) {
        return Unprivileged.command(
                PostgresBinaries.unpacked(jar).resolve("bin").resolve(name), arguments);
    }

    public Superuser superuser() {
        return new Superuser(port, password());
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Path password() {
        return folder.resolve("superuser");
    }
}
