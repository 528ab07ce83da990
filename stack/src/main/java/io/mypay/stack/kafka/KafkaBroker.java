package io.mypay.stack.kafka;

import io.mypay.stack.Home;
import io.mypay.stack.process.Launch;
import io.mypay.stack.process.StartFailed;
import io.mypay.stack.process.StopSignal;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;

/** A single Kafka node, broker and KRaft controller in one, with its data folder. */
public final class KafkaBroker {
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final long ANSWER_SECONDS_MAX = 30;

    private final Path lib;
    private final Path folder;
    private final int port;
    private final int controllerPort;
    private final Path log;
    private final List<Listener> listeners;

    /**
     * @param listeners besides the two that are always there
     */
    public KafkaBroker(
            Path lib,
            Path folder,
            int port,
            int controllerPort,
            Path log,
            List<Listener> listeners) {
        this.lib = lib;
        this.folder = folder.toAbsolutePath();
        this.port = port;
        this.controllerPort = controllerPort;
        this.log = log.toAbsolutePath();
        this.listeners = List.copyOf(listeners);
    }

    public int port() {
        return port;
    }

    public String bootstrapServers() {
        return "localhost:" + port;
    }

    /** Writes the configuration of this start, and formats the storage if there is none. */
    public void initialize() {
        try {
            Files.createDirectories(folder);
            Files.createDirectories(log.getParent());
            Files.writeString(configuration(), properties());
            copyResource("/broker-log4j2.properties", logging());
            if (!Files.exists(folder.resolve("data/meta.properties"))) {
                format();
            }
        } catch (IOException e) {
            throw new StartFailed("cannot make Kafka's data in " + folder, e);
        }
    }

    private static void copyResource(String name, Path to) throws IOException {
        try (InputStream resource = KafkaBroker.class.getResourceAsStream(name)) {
            Files.copy(resource, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private String properties() {
        return """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@localhost:%d
        listeners=PLAINTEXT://localhost:%d,CONTROLLER://localhost:%d%s
        advertised.listeners=PLAINTEXT://localhost:%d%s
        listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT%s
        controller.listener.names=CONTROLLER
        # Of each listener; a local platform has few clients.
        num.network.threads=%d
        log.dirs=%s
        auto.create.topics.enable=false
        # One broker: no copies to wait for, and small internal topics start faster.
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=4
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        transaction.state.log.num.partitions=4
        share.coordinator.state.topic.replication.factor=1
        share.coordinator.state.topic.min.isr=1
        share.coordinator.state.topic.num.partitions=4
        # Consumers of a local platform start once; nobody else will join soon.
        group.initial.rebalance.delay.ms=0
        # A restarted service gets its partitions back soon after its predecessor was killed.
        group.min.session.timeout.ms=1000
        # The default buffer alone would fill this heap.
        log.cleaner.dedupe.buffer.size=4194304
        """
                .formatted(
                        controllerPort,
                        port,
                        controllerPort,
                        listed(one -> "%s://localhost:%d".formatted(one.name(), one.port())),
                        port,
                        listed(one -> "%s://localhost:%d".formatted(one.name(), one.advertised())),
                        listed(one -> one.name() + ":PLAINTEXT"),
                        listeners.isEmpty() ? 3 : 1,
                        folder.resolve("data"));
    }

    private String listed(Function<Listener, String> text) {
        return listeners.stream().map(text).map(one -> "," + one).collect(Collectors.joining());
    }

    private void format() throws IOException {
        List<String> command =
                java(
                        List.of(),
                        "kafka.tools.StorageTool",
                        "format",
                        "--cluster-id",
                        Uuid.randomUuid().toString(),
                        "--config",
                        configuration().toString());
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        try {
            if (process.waitFor() != 0) {
                throw new StartFailed("Kafka's storage could not be formatted; see " + log);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new StartFailed("interrupted while Kafka's storage was formatted", e);
        }
    }

    public Launch launch() {
        return new Launch(
                "kafka",
                java(classArchive(), "kafka.Kafka", configuration().toString()),
                Map.of(),
                folder,
                log,
                folder.resolve("kafka.pid"),
                StopSignal.TERM,
                this::check,
                READY_WITHIN);
    }

    /** Written by the JVM as it ends; its next start is quicker. */
    private List<String> classArchive() {
        return List.of(
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + lib.resolveSibling("kafka.jsa"));
    }

    private List<String> java(List<String> options, String main, String... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Home.java(),
                                "-Xmx160m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Dlog4j2.configurationFile=" + logging()));
        command.addAll(options);
        command.addAll(List.of("-cp", lib + "/*", main));
        command.addAll(List.of(arguments));
        return command;
    }

    private void check() throws Exception {
        // A client of the broker logs a warning for every refused connection, so knock first.
        try (Socket knock = new Socket()) {
            knock.connect(new InetSocketAddress("localhost", port), 1000);
        }
        try (Admin admin = admin()) {
            admin.describeCluster().nodes().get(5, TimeUnit.SECONDS);
        }
    }

    /** Creates those that are missing, and returns when they can be used. */
    public void createTopics(List<Topic> topics) {
        try (Admin admin = admin()) {
            Set<String> there =
                    new HashSet<>(
                            admin.listTopics().names().get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS));
            List<NewTopic> missing =
                    topics.stream()
                            .filter(topic -> !there.contains(topic.name()))
                            .map(KafkaBroker::create)
                            .toList();
            admin.createTopics(missing).all().get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailed("interrupted while topics were created", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new StartFailed("cannot create Kafka's topics: " + e.getMessage(), e);
        }
    }

    private static NewTopic create(Topic topic) {
        return new NewTopic(topic.name(), topic.partitions(), (short) 1)
                .configs(Map.of("cleanup.policy", topic.cleanupPolicy()));
    }

    private Admin admin() {
        return Admin.create(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers(),
                        "client.id",
                        "stack",
                        "request.timeout.ms",
                        10_000));
    }

    private Path configuration() {
        return folder.resolve("server.properties");
    }

    private Path logging() {
        return folder.resolve("log4j2.properties");
    }
}
