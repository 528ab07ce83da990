package io.mypay.stack;

import io.mypay.stack.StackState.Phase;
import io.mypay.stack.StackState.ProcessState;
import io.mypay.stack.process.FolderLock;
import io.mypay.stack.process.Launch;
import io.mypay.stack.process.StartFailed;
import io.mypay.stack.process.Supervised;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * MyPay on this machine: PostgreSQL, the bank and Kafka first, then the six services side by side,
 * each a process of its own that is started again when it dies. Stopping goes the other way round.
 */
public final class Stack implements AutoCloseable {
    private static final int INSTANCES_MAX = 3;
    private static final Set<String> PLATFORM = Set.of("postgres", "kafka");

    private final StackOptions options;
    private final Path stateFile;
    private final FolderLock lock;
    private final Secrets secrets;
    private final LocalPostgres postgres;
    private final LocalKafka kafka;
    private final Applications applications;
    private final Map<String, Supervised> processes = new ConcurrentSkipListMap<>();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private Phase phase = Phase.STARTING;

    private Stack(StackOptions options) {
        this.options = options;
        this.stateFile = StackState.fileIn(options.folder());
        this.lock = FolderLock.take(options.folder());
        if (options.fresh()) {
            clear();
        }
        Ports ports = options.ports();
        this.secrets = new Secrets(options.folder().resolve("secrets.properties"));
        this.postgres =
                LocalPostgres.persistent(
                        options.folder().resolve("postgres"),
                        ports.of("postgres"),
                        options.log("postgres"),
                        options.shape().postgres());
        this.kafka =
                LocalKafka.persistent(
                        options.folder().resolve("kafka"),
                        ports.of("kafka"),
                        ports.of("kafka-controller"),
                        options.log("kafka"));
        this.applications =
                new Applications(options, new Environments(ports, secrets, postgres, kafka));
    }

    /**
     * Returns when every process is ready; throws {@link StartFailed}, with nothing left running,
     * if one does not come up.
     */
    public static Stack start(StackOptions options) {
        Stack stack = new Stack(options);
        try {
            stack.checkPorts();
            stack.startAll();
            return stack;
        } catch (RuntimeException e) {
            stack.stop();
            throw e;
        }
    }

    private void clear() {
        for (String name : List.of("postgres", "kafka", "run", "services")) {
            Folders.delete(options.folder().resolve(name));
        }
        try {
            for (String name : Ports.OFFSETS.keySet()) {
                Files.deleteIfExists(options.log(name));
            }
            Files.deleteIfExists(options.folder().resolve("secrets.properties"));
        } catch (IOException e) {
            throw new StartFailed("cannot clear " + options.folder(), e);
        }
    }

    private void checkPorts() {
        Stream.concat(
                        Stream.of("postgres", "kafka", "kafka-controller"),
                        chosen(_ -> true).map(Service::name))
                .filter(name -> !FreePorts.isFree(port(name)))
                .findFirst()
                .ifPresent(name -> {
                    throw new StartFailed(
                            "port %d (%s) is taken: stop what listens on it, or move with --port-base"
                                    .formatted(port(name), name));
                });
    }

    private void startAll() {
        options.report().accept("logs are in " + options.logs());
        CompletableFuture<Void> databases = new CompletableFuture<>();
        Parallel.run(
                List.of(
                        () -> {
                            startPostgres(databases);
                            // The others wait for membership's keys: it goes ahead of Kafka.
                            startThose(service -> !service.consumes());
                        },
                        () -> {
                            start(kafka.prepare());
                            kafka.createTopics();
                            databases.join();
                            startThose(Service::consumes);
                        }));
        enter(Phase.READY);
    }

    private void startPostgres(CompletableFuture<Void> databases) throws InterruptedException {
        try {
            start(postgres.prepare());
            chosen(_ -> true)
                    .forEach(service ->
                            postgres.createDatabase(
                                    service.database(),
                                    service.database(),
                                    secrets.database(service)));
            databases.complete(null);
        } catch (RuntimeException e) {
            databases.completeExceptionally(e);
            throw e;
        }
    }

    private Stream<Service> chosen(Predicate<Service> those) {
        return Service.ALL.stream().filter(options.shape()::has).filter(those);
    }

    private void startThose(Predicate<Service> those) {
        Parallel.run(
                chosen(those)
                        .map(service ->
                                (Parallel.Step)
                                        () -> start(applications.launch(Instance.first(service))))
                        .toList());
    }

    private void start(Launch launch) throws InterruptedException {
        long begun = System.nanoTime();
        Supervised process = new Supervised(launch, options.report(), this::writeState);
        processes.put(launch.name(), process);
        process.start();
        process.awaitStarted();
        options.report()
                .accept(
                        "%-14s ready on port %-5d after %.1f s"
                                .formatted(
                                        launch.name(),
                                        port(launch.name()),
                                        (System.nanoTime() - begun) / 1e9));
    }

    /**
     * Starts one more process of a service on the same database, with a port of its own, and
     * returns when it is ready. The neighbours go on calling the first one. It is the caller's to
     * stop it; otherwise it ends with the stack.
     */
    public Supervised startAnother(String service) throws InterruptedException {
        Service known = Service.named(service);
        Instance another =
                IntStream.rangeClosed(2, INSTANCES_MAX)
                        .mapToObj(number -> new Instance(known, number))
                        .filter(instance -> !processes.containsKey(instance.name()))
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "%d of %s are enough".formatted(INSTANCES_MAX, service)));
        start(applications.launch(another));
        return process(another.name());
    }

    /**
     * membership, banking, money, remittance, payment, settlement, bank-simulator, postgres or
     * kafka; money-2 and so on once another one was started.
     */
    public Supervised process(String name) {
        Supervised process = processes.get(name);
        if (process == null) {
            throw new IllegalArgumentException(
                    "no process " + name + ", but " + processes.keySet());
        }
        return process;
    }

    /** The port of a process on localhost; gRPC and HTTP alike for the services. */
    public int port(String name) {
        return options.ports().of(name);
    }

    public String kafkaBootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** One more database on the stack's PostgreSQL, and the role that owns it. */
    public void createDatabase(String database, String role, String password) {
        postgres.createDatabase(database, role, password);
    }

    public String jdbcUrl(String database) {
        return postgres.jdbcUrl(database);
    }

    /** Of the role of a service, which owns the database of the same name. */
    public String databasePassword(Service service) {
        return secrets.database(service);
    }

    /** With which a service gets its own token. */
    public String clientSecret(Service service) {
        return secrets.client(service);
    }

    public String staffLogin() {
        return secrets.staffLogin();
    }

    public String staffPassword() {
        return secrets.staffPassword();
    }

    public Path folder() {
        return options.folder();
    }

    public Path stateFile() {
        return stateFile;
    }

    /**
     * Ends everything in the order opposite to the start. The data stays, unless the stack is a
     * temporary one.
     */
    public void stop() {
        if (!stopped.compareAndSet(false, true)) {
            return;
        }
        enter(Phase.STOPPING);
        Parallel.run(stopping(name -> !PLATFORM.contains(name)));
        Parallel.run(stopping(PLATFORM::contains));
        try {
            Files.deleteIfExists(stateFile);
        } catch (IOException e) {
            options.report().accept("cannot delete " + stateFile + ": " + e.getMessage());
        }
        postgres.close();
        kafka.close();
        lock.close();
        if (options.temporary()) {
            Folders.delete(options.folder());
        }
    }

    private List<Parallel.Step> stopping(Predicate<String> chosen) {
        return processes.keySet().stream()
                .filter(chosen)
                .map(name -> (Parallel.Step) () -> processes.get(name).stop())
                .toList();
    }

    @Override
    public void close() {
        stop();
    }

    private void enter(Phase next) {
        synchronized (this) {
            phase = next;
        }
        writeState();
    }

    private synchronized void writeState() {
        try {
            state().write(stateFile);
        } catch (IOException e) {
            options.report().accept("cannot write " + stateFile + ": " + e.getMessage());
        }
    }

    private StackState state() {
        ProcessHandle self = ProcessHandle.current();
        return new StackState(
                phase,
                self.pid(),
                StackState.startedAtMillis(self),
                options.folder().toString(),
                kafka.bootstrapServers(),
                secrets.staffLogin(),
                secrets.staffPassword(),
                processes.values().stream().map(this::state).toList());
    }

    private ProcessState state(Supervised process) {
        Launch launch = process.launch();
        return new ProcessState(
                launch.name(),
                process.state().name(),
                process.pid(),
                port(launch.name()),
                process.restarts(),
                launch.log().toString());
    }
}
