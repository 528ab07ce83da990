package io.mypay.stack;

import io.mypay.stack.kafka.KafkaBroker;
import io.mypay.stack.kafka.Listener;
import io.mypay.stack.kafka.Topic;
import io.mypay.stack.process.Child;
import io.mypay.stack.process.FolderLock;
import io.mypay.stack.process.Launch;
import io.mypay.stack.process.StartFailed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A real Kafka broker on this machine, in a JVM of its own, with all topics of MyPay; for tests and
 * for the stack.
 *
 * <pre>{@code
 * try (LocalKafka kafka = LocalKafka.temporary().start()) {
 *     … kafka.bootstrapServers() …
 * }
 * }</pre>
 */
public final class LocalKafka implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Path folder;
    private final boolean temporary;
    private final KafkaBroker broker;
    private FolderLock lock;
    private Child child;

    private LocalKafka(
            Path folder,
            int port,
            int controllerPort,
            Path log,
            boolean temporary,
            List<Listener> listeners) {
        this.folder = folder;
        this.temporary = temporary;
        this.broker =
                new KafkaBroker(
                        Home.find().kafkaLib(), folder, port, controllerPort, log, listeners);
    }

    /** With empty data in a folder that is deleted on close, on a free port. */
    public static LocalKafka temporary() {
        Path folder = Folders.temporary("kafka");
        return new LocalKafka(
                folder,
                FreePorts.next(),
                FreePorts.next(),
                folder.resolve("kafka.log"),
                true,
                List.of());
    }

    /** With data that stays in the folder, on the given ports. */
    public static LocalKafka persistent(Path folder, int port, int controllerPort, Path log) {
        return persistent(folder, port, controllerPort, log, List.of());
    }

    /** With further ports for clients who come over a relay. */
    static LocalKafka persistent(
            Path folder, int port, int controllerPort, Path log, List<Listener> listeners) {
        return new LocalKafka(folder, port, controllerPort, log, false, listeners);
    }

    /**
     * Starts the broker, waits until it answers, and creates the topics. May be called again after
     * stop.
     */
    public LocalKafka start() {
        child = Child.start(prepare());
        try {
            child.awaitReady();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailed("interrupted while Kafka started", e);
        }
        createTopics();
        return this;
    }

    /**
     * Makes the data folder ready and says how to start the broker, for a supervisor that does so
     * itself.
     */
    Launch prepare() {
        if (lock == null) {
            lock = FolderLock.take(folder);
        }
        broker.initialize();
        return broker.launch();
    }

    /**
     * Consumers that subscribe before their topic exists wait for minutes, so all topics come
     * first.
     */
    void createTopics() {
        broker.createTopics(Topic.all());
    }

    /** A topic of a test's own, in one piece. */
    public void createTopic(String name, int partitions) {
        broker.createTopics(List.of(new Topic(name, partitions, "delete")));
    }

    public int port() {
        return broker.port();
    }

    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** An orderly shutdown; the data stays. */
    public void stop() {
        if (child != null) {
            child.stop(GRACE);
            child = null;
        }
    }

    /** kill -9. */
    public void kill() {
        child.kill();
        child.onExit().join();
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
