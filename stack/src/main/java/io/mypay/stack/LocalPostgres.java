package io.mypay.stack;

import io.mypay.stack.postgres.PostgresCluster;
import io.mypay.stack.process.Child;
import io.mypay.stack.process.FolderLock;
import io.mypay.stack.process.Launch;
import io.mypay.stack.process.StartFailed;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * A real PostgreSQL server on this machine, for tests and for the stack. It keeps fsync and
 * synchronous commit on, because what is tested and measured here is durable money.
 *
 * <pre>{@code
 * try (LocalPostgres postgres = LocalPostgres.temporary().start()) {
 *     postgres.createDatabase("money", "money", "secret");
 *     … postgres.url("money") …
 * }
 * }</pre>
 */
public final class LocalPostgres implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Path folder;
    private final boolean temporary;
    private final PostgresCluster cluster;
    private FolderLock lock;
    private Child child;

    private LocalPostgres(
            Path folder, int port, Path log, boolean temporary, List<String> settings) {
        this.folder = folder;
        this.temporary = temporary;
        this.cluster =
                new PostgresCluster(
                        Home.find().postgresJar(), folder, port, log, temporary, settings);
    }

    /** With empty data in a folder that is deleted on close, on a free port. */
    public static LocalPostgres temporary() {
        Path folder = Folders.temporary("postgres");
        return new LocalPostgres(
                folder, FreePorts.next(), folder.resolve("postgres.log"), true, List.of());
    }

    /** With data that stays in the folder, on the given port. */
    public static LocalPostgres persistent(Path folder, int port, Path log) {
        return persistent(folder, port, log, List.of());
    }

    /** The settings replace the usual ones. */
    static LocalPostgres persistent(Path folder, int port, Path log, List<String> settings) {
        return new LocalPostgres(folder, port, log, false, settings);
    }

    /**
     * Makes the data folder if there is none, starts the server and waits until it answers. May be
     * called again after stop.
     */
    public LocalPostgres start() {
        child = Child.start(prepare());
        try {
            child.awaitReady();
            return this;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailed("interrupted while PostgreSQL started", e);
        }
    }

    /**
     * Makes the data folder ready and says how to start the server, for a supervisor that does so
     * itself.
     */
    Launch prepare() {
        if (lock == null) {
            lock = FolderLock.take(folder);
        }
        cluster.initialize();
        return cluster.launch();
    }

    /**
     * Creates the role and its database where they are missing, and sets the password. Nobody else
     * may connect to it.
     */
    public void createDatabase(String database, String role, String password) {
        try {
            cluster.superuser().createDatabase(database, role, password);
        } catch (SQLException e) {
            throw new StartFailed("cannot create the database " + database, e);
        }
    }

    public int port() {
        return cluster.port();
    }

    /** For reactive clients: {@code postgresql://localhost:<port>/<database>}. */
    public String url(String database) {
        return url(database, port());
    }

    /** The same over a relay's port. */
    static String url(String database, int port) {
        return "postgresql://localhost:" + port + "/" + database;
    }

    public String jdbcUrl(String database) {
        return "jdbc:" + url(database);
    }

    /** Fast shutdown: open transactions are rolled back, the data stays. */
    public void stop() {
        if (child != null) {
            child.stop(GRACE);
            child = null;
        }
    }

    /** kill -9, as a power cut would do it. */
    public void kill() {
        child.kill();
        child.onExit().join();
    }

    /** Stands still with all its connections open, and answers nobody, until it is resumed. */
    public void pause() {
        child.pause();
    }

    public void resume() {
        child.resume();
    }

    @Override
    public void close() {
        stop();
        if (lock != null) {
            lock.close();
            lock = null;
        }
        if (temporary) {
            Folders.delete(folder);
        }
    }
}
