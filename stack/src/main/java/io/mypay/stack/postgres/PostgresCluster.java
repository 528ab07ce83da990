package io.mypay.stack.postgres;

import io.mypay.stack.Folders;
import io.mypay.stack.process.Launch;
import io.mypay.stack.process.StartFailed;
import io.mypay.stack.process.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/** One PostgreSQL data directory with its superuser, and how a server is started on it. */
public final class PostgresCluster {
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final String SUPERUSER = "postgres";

    private static final List<String> SETTINGS =
            List.of(
                    "listen_addresses=localhost",
                    "unix_socket_directories=",
                    "max_connections=200",
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

    public PostgresCluster(Path jar, Path folder, int port, Path log, boolean temporary) {
        this.jar = jar;
        this.folder = folder.toAbsolutePath();
        this.port = port;
        this.log = log.toAbsolutePath();
        this.temporary = temporary;
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
            writeSecret(password(), randomPassword());
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
                                "--username=" + SUPERUSER,
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
        for (String setting : SETTINGS) {
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
                this::check,
                READY_WITHIN);
    }

    private void check() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
    }

    public void createDatabase(String database, String role, String password) throws SQLException {
        try (Connection connection = connect()) {
            boolean isNewRole =
                    !exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", role);
            String verb = isNewRole ? "CREATE" : "ALTER";
            run(
                    connection,
                    "SELECT format('" + verb + " ROLE %I LOGIN PASSWORD %L', ?, ?)",
                    role,
                    password);
            if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", database)) {
                run(
                        connection,
                        "SELECT format('CREATE DATABASE %I OWNER %I', ?, ?)",
                        database,
                        role);
            }
            run(connection, "SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', ?)", database);
        }
    }

    private static boolean exists(Connection connection, String sql, String name)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /**
     * PostgreSQL itself quotes the names: statements about roles and databases take no parameters.
     */
    private static void run(Connection connection, String format, String... values)
            throws SQLException {
        String command;
        try (PreparedStatement statement = connection.prepareStatement(format)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                command = rows.getString(1);
            }
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    private Connection connect() throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"localhost"});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName("postgres");
        source.setUser(SUPERUSER);
        source.setPassword(readPassword());
        source.setConnectTimeout(5);
        source.setSocketTimeout(30);
        return source.getConnection();
    }

    private String readPassword() throws SQLException {
        try {
            return Files.readString(password()).strip();
        } catch (IOException e) {
            throw new SQLException("cannot read the superuser's password", e);
        }
    }

    private static String randomPassword() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static void writeSecret(Path path, String secret) throws IOException {
        Files.deleteIfExists(path);
        Files.createFile(
                path,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(path, secret + "\n");
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

    private Path data() {
        return folder.resolve("data");
    }

    private Path password() {
        return folder.resolve("superuser");
    }
}
