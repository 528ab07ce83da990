package io.mypay.stack;

import io.mypay.stack.StackState.Phase;
import io.mypay.stack.network.Network;
import io.mypay.stack.process.FolderLock;
import io.mypay.stack.process.StartFailed;
import io.mypay.stack.process.Supervised;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/**
 * MyPay on this machine: PostgreSQL, the bank and Kafka first, then the six services side by side,
 * each a process of its own that is started again when it dies. Stopping goes the other way round.
 */
public final class Stack implements AutoCloseable {
    private static final Set<String> PLATFORM = Set.of("postgres", "kafka");

    private final StackOptions options;
    private final FolderLock lock;
    private final Secrets secrets;
    private final Optional<Relays> relays;
    private final LocalPostgres postgres;
    private final LocalKafka kafka;
    private final Applications applications;
    private final Processes processes;
    private final StackFile file;
    private final AtomicBoolean stopped = new AtomicBoolean();

    private Stack(StackOptions options) {
        this.options = options;
        this.lock = FolderLock.take(options.folder());
        if (options.fresh()) {
            Beginning.clear(options);
        }
        Ports ports = options.ports();
        this.secrets = new Secrets(options.folder().resolve("secrets.properties"));
        this.processes = new Processes(ports, options.report(), this::changed);
        this.relays =
                options.shape().relayed()
                        ? Optional.of(new Relays(ports, options.shape(), processes))
                        : Optional.empty();
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
                        options.log("kafka"),
                        relays.map(Relays::kafkaListeners).orElse(List.of()));
        this.applications = new Applications(options, new Environments(ports, this::way, secrets));
        this.file = new StackFile(options, kafka.bootstrapServers(), secrets, processes::all);
    }

    /**
     * Returns when every process is ready; throws {@link StartFailed}, with nothing left running,
     * if one does not come up.
     */
    public static Stack start(StackOptions options) {
        Stack stack = new Stack(options);
        try {
            stack.begin();
            return stack;
        } catch (RuntimeException e) {
            stack.stop();
            throw e;
        }
    }

    private void begin() {
        new Beginning(options, secrets, postgres, kafka, applications, processes).run();
        file.enter(Phase.READY);
    }

    private void changed() {
        file.write();
    }

    /**
     * Starts one more process of a service on the same database, with a port of its own, and
     * returns when it is ready. Over relays the neighbours' next connections are spread over all of
     * them; otherwise they go on calling the first one. It is the caller's to stop it, and then its
     * name is free again; otherwise it ends with the stack.
     */
    public Supervised startAnother(String service) throws InterruptedException {
        Service known = Service.named(service);
        Instance another =
                IntStream.rangeClosed(2, Instance.MAX)
                        .mapToObj(number -> new Instance(known, number))
                        .filter(instance -> !processes.isWanted(instance.name()))
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "%d of %s are enough".formatted(Instance.MAX, service)));
        processes.start(applications.launch(another));
        return process(another.name());
    }

    /** One more process of every service of MyPay; returns when all are ready. */
    public List<Supervised> startAnotherOfEach() {
        List<Supervised> started = Collections.synchronizedList(new ArrayList<>());
        Parallel.run(
                Service.MYPAY.stream()
                        .filter(options.shape()::has)
                        .map(service ->
                                (Parallel.Step) () -> started.add(startAnother(service.name())))
                        .toList());
        return List.copyOf(started);
    }

    /**
     * membership, banking, money, remittance, payment, settlement, bank-simulator, postgres or
     * kafka; money-2 and so on once another one was started.
     */
    public Supervised process(String name) {
        return processes.named(name);
    }

    /** The port of a process on localhost; gRPC and HTTP alike for the services. */
    public int port(String name) {
        return options.ports().of(name);
    }

    /**
     * The port on which one process reaches another, or all those that do its work: a relay's, if
     * the stack has relays.
     *
     * @param from whoever calls: a process, or any name for callers outside
     * @param to a service, bank-simulator, postgres or kafka
     */
    public int way(String from, String to) {
        return relays.map(all -> all.port(from, to)).orElseGet(() -> port(to));
    }

    /** What lies between the processes of a stack that was started over relays. */
    public Network network() {
        return relays.map(Relays::network)
                .orElseThrow(() -> new IllegalStateException("this stack has no relays"));
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

    /** One file per process; others of the same run may be put beside them. */
    public Path logs() {
        return options.logs();
    }

    public Path stateFile() {
        return file.path();
    }

    /**
     * Ends everything in the order opposite to the start. The data stays, unless the stack is a
     * temporary one.
     */
    public void stop() {
        if (!stopped.compareAndSet(false, true)) {
            return;
        }
        file.enter(Phase.STOPPING);
        processes.stop(name -> !PLATFORM.contains(name));
        processes.stop(PLATFORM::contains);
        file.delete();
        postgres.close();
        kafka.close();
        relays.ifPresent(Relays::close);
        lock.close();
        if (options.temporary()) {
            Folders.delete(options.folder());
        }
    }

    @Override
    public void close() {
        stop();
    }
}
