package io.mypay.bench;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.mypay.bench.baseline.Baseline;
import io.mypay.bench.transfers.Book;
import io.mypay.membership.v1.AuthServiceGrpc;
import io.mypay.membership.v1.IssueServiceTokenRequest;
import io.mypay.money.v1.LedgerServiceGrpc;
import io.mypay.money.v1.LedgerServiceGrpc.LedgerServiceBlockingStub;
import io.mypay.stack.Service;
import io.mypay.stack.Shape;
import io.mypay.stack.Stack;
import io.mypay.stack.StackOptions;
import io.mypay.stack.Tuning;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
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
    private static final Service CALLER = Service.named("payment");
    private static final String BASELINE = "bench";

    private final Stack stack;
    private final ManagedChannel membership;
    private final ManagedChannel money;

    private Bed(Stack stack) {
        this.stack = stack;
        this.membership = channel(stack.port("membership"));
        this.money = channel(stack.port(ONE));
    }

    private static ManagedChannel channel(int port) {
        return ManagedChannelBuilder.forAddress("localhost", port).usePlaintext().build();
    }

    static Bed make(Consumer<String> report) {
        Shape shape =
                Shape.WHOLE
                        .of(Set.of("membership", "money"))
                        .tuned(ONE, new Tuning(JVM, Map.of()))
                        .tuned(TWO, new Tuning(JVM, Map.of()))
                        .tuned(UNBATCHED, new Tuning(JVM, Map.of("MYPAY_LEDGER_BATCHING", "false")))
                        .withPostgres(POSTGRES);
        return new Bed(Stack.start(StackOptions.temporary(report).shaped(shape)));
    }

    /** The second instance of money, and when called again the third. */
    void startAnother() throws InterruptedException {
        stack.startAnother(ONE);
    }

    // As the consumer of memberships opens them, without ten thousand people signing up first.
    private static final String OPEN =
            """
            INSERT INTO account (name, currency)
            SELECT name, 'KRW'
              FROM unnest(?) AS name
             ORDER BY name
            """;

    void open(Book book) throws SQLException {
        try (Connection connection = ledgerDatabase();
                PreparedStatement open = connection.prepareStatement(OPEN)) {
            open.setArray(1, connection.createArrayOf("text", book.names().toArray()));
            open.execute();
        }
    }

    private static final String POSTED =
            """
            SELECT count(*)
              FROM transfer
             WHERE outcome = 'APPLIED'
            """;

    /** How many transfers there are in the ledger's table. */
    long posted() throws SQLException {
        try (Connection connection = ledgerDatabase();
                PreparedStatement posted = connection.prepareStatement(POSTED);
                var row = posted.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private Connection ledgerDatabase() throws SQLException {
        Service service = Service.named(ONE);
        return DriverManager.getConnection(
                stack.jdbcUrl(service.database()),
                service.database(),
                stack.databasePassword(service));
    }

    /** A database of the baseline's own on the same server. */
    Baseline.Place baseline() {
        String password = stack.clientSecret(CALLER);
        stack.createDatabase(BASELINE, BASELINE, password);
        return new Baseline.Place(
                stack.jdbcUrl(BASELINE),
                "localhost",
                stack.port("postgres"),
                BASELINE,
                BASELINE,
                password);
    }

    /** As another service of MyPay gets it; it ends after a quarter of an hour. */
    String token() {
        return AuthServiceGrpc.newBlockingStub(membership)
                .issueServiceToken(
                        IssueServiceTokenRequest.newBuilder()
                                .setClientId(CALLER.name())
                                .setClientSecret(stack.clientSecret(CALLER))
                                .build())
                .getAccessToken();
    }

    LedgerServiceBlockingStub ledger() {
        Metadata headers = new Metadata();
        headers.put(
                Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
                "Bearer " + token());
        return LedgerServiceGrpc.newBlockingStub(money)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    int port(String process) {
        return stack.port(process);
    }

    long pid(String process) {
        return stack.process(process).pid();
    }

    java.nio.file.Path folder() {
        return stack.folder();
    }

    @Override
    public void close() {
        membership.shutdownNow();
        money.shutdownNow();
        stack.close();
    }
}
