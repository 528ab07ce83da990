package io.mypay.bench;

import io.mypay.bench.baseline.Baseline;
import io.mypay.stack.Service;
import io.mypay.stack.Shape;
import io.mypay.stack.Stack;
import io.mypay.stack.StackOptions;
import io.mypay.stack.Tuning;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What is measured: PostgreSQL as durable as ever but with room to work, membership for tokens, and
 * money with a JVM for speed. The second instance of money works on the same ledger; the third one
 * does so without batches, one transaction per call.
 */
final class Bed implements AutoCloseable {
    static final String ONE = "money";
    static final String TWO = "money-2";
    static final String UNBATCHED = "money-3";
    static final List<String> JVM = List.of("-Xms512m", "-Xmx768m", "-XX:+UseParallelGC");
    static final List<String> POSTGRES =
            List.of(
                    "shared_buffers=2GB",
                    "wal_buffers=64MB",
                    "max_wal_size=16GB",
                    "checkpoint_timeout=30min");
    private static final String BASELINE = "bench";

    private final Stack stack;
    private final Calls calls;

    private Bed(Stack stack) {
        this.stack = stack;
        this.calls = new Calls(stack);
    }

    static Bed make(Consumer<String> report) {
        Tuning fast = new Tuning(JVM, Map.of());
        Tuning unbatched = new Tuning(JVM, Map.of("MYPAY_LEDGER_BATCHING", "false"));
        Shape shape =
                Shape.WHOLE
                        .of(Set.of("membership", ONE))
                        .tuned(ONE, fast)
                        .tuned(TWO, fast)
                        .tuned(UNBATCHED, unbatched)
                        .withPostgres(POSTGRES);
        return new Bed(Stack.start(StackOptions.temporary(report).shaped(shape)));
    }

    /** The second instance of money, and when called again the third. */
    void startAnother() throws InterruptedException {
        stack.startAnother(ONE);
    }

    LedgerTables tables() {
        return new LedgerTables(stack, Service.named(ONE));
    }

    /** A database of the baseline's own on the same server. */
    Baseline.Place baseline() {
        // Of the same kind as every other password, and known to nobody else.
        String password = stack.clientSecret(Service.named(ONE));
        stack.createDatabase(BASELINE, BASELINE, password);
        return new Baseline.Place(
                stack.jdbcUrl(BASELINE),
                "localhost",
                stack.port("postgres"),
                BASELINE,
                BASELINE,
                password);
    }

    Calls calls() {
        return calls;
    }

    int port(String process) {
        return stack.port(process);
    }

    long pid(String process) {
        return stack.process(process).pid();
    }

    Path folder() {
        return stack.folder();
    }

    @Override
    public void close() {
        calls.close();
        stack.close();
    }
}
