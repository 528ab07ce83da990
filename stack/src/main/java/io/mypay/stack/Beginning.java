package io.mypay.stack;

import io.mypay.stack.process.StartFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** How a stack comes up: who waits for whom, and what must not be there before. */
record Beginning(
        StackOptions options,
        Secrets secrets,
        LocalPostgres postgres,
        LocalKafka kafka,
        Applications applications,
        Processes processes) {

    /** Deletes what an earlier run left in the folder. */
    static void clear(StackOptions options) {
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

    /** Returns when every process is ready. */
    void run() {
        checkPorts();
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
                            processes.start(kafka.prepare());
                            kafka.createTopics();
                            databases.join();
                            startThose(Service::consumes);
                        }));
    }

    private void checkPorts() {
        Stream.concat(
                        Stream.of("postgres", "kafka", "kafka-controller"),
                        chosen(_ -> true).map(Service::name))
                .filter(name -> !FreePorts.isFree(options.ports().of(name)))
                .findFirst()
                .ifPresent(name -> {
                    throw new StartFailed(
                            "port %d (%s) is taken: stop what listens on it, or move with --port-base"
                                    .formatted(options.ports().of(name), name));
                });
    }

    private void startPostgres(CompletableFuture<Void> databases) throws InterruptedException {
        try {
            processes.start(postgres.prepare());
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

    private void startThose(Predicate<Service> those) {
        Parallel.run(
                chosen(those).map(service -> (Parallel.Step) () -> startFirst(service)).toList());
    }

    private void startFirst(Service service) throws InterruptedException {
        processes.start(applications.launch(Instance.first(service)));
    }

    private Stream<Service> chosen(Predicate<Service> those) {
        return Service.ALL.stream().filter(options.shape()::has).filter(those);
    }
}
