package io.mypay.e2e.chaos;

import com.google.type.Date;
import io.mypay.e2e.Endpoints;
import io.mypay.e2e.MyPay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Clients that use MyPay without a break, over several connections, so that every instance has some
 * of them.
 */
final class Load implements AutoCloseable {

    private static final int CUSTOMERS = 16;
    private static final int CONNECTIONS = 4;
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    /** From the end of the last fault: who has no answer by then will never have one. */
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(90);

    private final Journal journal;
    private final Crowd crowd;
    private final List<MyPay> connections = new ArrayList<>();
    private final List<Future<?>> clients = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Sender sender;
    private volatile boolean going = true;
    private volatile long giveUpAt = System.nanoTime() + Duration.ofDays(1).toNanos();

    private Load(Journal journal, Crowd crowd) {
        this.journal = journal;
        this.crowd = crowd;
        this.sender = new Sender(journal, this::givesUp);
    }

    static Load start(Endpoints entrances, Journal journal, Crowd crowd, SplittableRandom random) {
        Load load = new Load(journal, crowd);
        MyPay anyone = MyPay.at(entrances);
        for (int i = 0; i < CONNECTIONS; i++) {
            load.connections.add(anyone.once(DEADLINE));
        }
        for (int i = 0; i < CUSTOMERS; i++) {
            load.begin(load.customer(i, random.split()));
        }
        return load;
    }

    private Customer customer(int number, SplittableRandom random) {
        return new Customer(crowd, sender, connection(number), random, () -> going);
    }

    /** Two who settle the same date at the same time. */
    void settle(Date date) {
        begin(new Clerk(crowd, sender, connection(0), date, this::givesUp));
        begin(new Clerk(crowd, sender, connection(1), date, this::givesUp));
    }

    private MyPay connection(int number) {
        return connections.get(number % CONNECTIONS);
    }

    private void begin(Runnable client) {
        clients.add(threads.submit(client));
    }

    private boolean givesUp() {
        return System.nanoTime() - giveUpAt > 0;
    }

    /** No new commands; those on their way are asked for until they are answered. */
    void noMore() {
        going = false;
    }

    /** Returns when all commands are answered, or given up. */
    void finish() throws InterruptedException {
        noMore();
        giveUpAt = System.nanoTime() + ANSWERED_WITHIN.toNanos();
        for (Future<?> client : clients) {
            try {
                client.get();
            } catch (ExecutionException e) {
                journal.surprised("a client died of " + e.getCause());
            }
        }
    }

    /** Asks for every accepted command once more. */
    void repeatAll() throws InterruptedException {
        List<Command> accepted =
                journal.commands().stream()
                        .filter(command -> command.madeId().isPresent())
                        .toList();
        clients.clear();
        for (int i = 0; i < CUSTOMERS; i++) {
            int share = i;
            begin(() -> repeat(accepted, share));
        }
        finish();
    }

    private void repeat(List<Command> accepted, int share) {
        for (int i = share; i < accepted.size(); i += CUSTOMERS) {
            // The connections lead to all processes: one that answers nobody is found out here.
            if (sender.again(accepted.get(i), connection(share)).isEmpty()) {
                journal.surprised("asked again, and not answered: " + accepted.get(i));
            }
        }
    }

    @Override
    public void close() {
        going = false;
        giveUpAt = System.nanoTime();
        threads.close();
        connections.forEach(MyPay::close);
    }
}
