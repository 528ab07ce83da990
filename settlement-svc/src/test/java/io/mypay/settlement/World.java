package io.mypay.settlement;

import static io.mypay.settlement.Given.PAYOUTS;

import com.google.type.Date;
import io.mypay.kit.auth.Role;
import io.mypay.kit.grpc.Protos;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.sql.Database;
import io.mypay.kit.testing.KafkaProbe;
import io.mypay.kit.testing.TestClient;
import io.mypay.settlement.merchant.PayoutId;
import io.mypay.settlement.v1.GetSettlementRunRequest;
import io.mypay.settlement.v1.ListSettlementsRequest;
import io.mypay.settlement.v1.Settlement;
import io.mypay.settlement.v1.SettlementRun;
import io.mypay.settlement.v1.SettlementServiceGrpc;
import io.mypay.settlement.v1.SettlementServiceGrpc.SettlementServiceBlockingStub;
import io.mypay.settlement.voucher.Voucher;
import io.mypay.settlement.voucher.Vouchers;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;

/**
 * What stands around the service: payment's vouchers, banking's outcomes, staff, and its tables.
 */
@ApplicationScoped
public class World {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final AtomicReference<LocalDate> LAST_DATE =
            new AtomicReference<>(LocalDate.of(2001, 1, 1));

    private final Pool pool;
    private final Database database;
    private final Vouchers vouchers;

    World(Pool pool, Database database, Vouchers vouchers) {
        this.pool = pool;
        this.database = database;
        this.vouchers = vouchers;
    }

    /** Closing only goes forward, so every test has dates of its own, later than those before. */
    static LocalDate nextDate() {
        return LAST_DATE.updateAndGet(date -> date.plusDays(10));
    }

    /**
     * A date of its own, with everything before it closed: its run holds nobody else's vouchers.
     */
    LocalDate freshDate() {
        var date = nextDate();
        staff().runSettlement(Given.runRequest(date.minusDays(1)));
        return date;
    }

    /** Over Kafka, and waits until it is there. */
    void publish(Voucher voucher) {
        KafkaProbe.publish(Given.event(voucher));
        eventually(() -> count("FROM voucher WHERE voucher_id = $1", voucher.id().value()) == 1);
    }

    /** Past Kafka, as the consumer would hand it over. */
    Uni<Void> arrive(Voucher voucher) {
        return database.inTransaction(tx -> vouchers.take(tx, voucher));
    }

    void arrived(Voucher... all) {
        for (var voucher : all) {
            await(arrive(voucher));
        }
    }

    static TestClient staffClient() {
        return TestClient.as("staff-" + UUID.randomUUID(), Role.STAFF);
    }

    static SettlementServiceBlockingStub staff() {
        return staffClient().stub(SettlementServiceGrpc::newBlockingStub);
    }

    /** Closes the date and waits for the calculation. */
    SettlementRun calculated(LocalDate date) {
        return reached(
                staff().runSettlement(Given.runRequest(date)).getSettlementRun(),
                SettlementRun.State.STATE_CALCULATED);
    }

    /** Calculated, confirmed, and all payouts requested. */
    SettlementRun paying(LocalDate date) {
        var run = calculated(date);
        staff().confirmSettlement(Given.confirmRequest(run));
        eventually(() ->
                count(
                                "FROM settlement_chunk WHERE run_id = $1 AND state <> 'REQUESTED'",
                                UUID.fromString(run.getSettlementRunId()))
                        == 0);
        return find(run);
    }

    SettlementRun reached(SettlementRun run, SettlementRun.State state) {
        eventually(() -> find(run).getState() == state);
        return find(run);
    }

    static SettlementRun find(SettlementRun run) {
        return staff().getSettlementRun(
                        GetSettlementRunRequest.newBuilder()
                                .setSettlementRunId(run.getSettlementRunId())
                                .build())
                .getSettlementRun();
    }

    static Settlement settlement(MembershipId merchant, LocalDate date) {
        var found = settlements(merchant, Protos.proto(date));
        if (found.size() != 1) {
            throw new AssertionError("settlements of " + merchant + " on " + date + ": " + found);
        }
        return found.getFirst();
    }

    static List<Settlement> settlements(MembershipId merchant, Date date) {
        return staff().listSettlements(
                        ListSettlementsRequest.newBuilder()
                                .setMerchantMembershipId(merchant.toString())
                                .setBusinessDate(date)
                                .build())
                .getSettlementsList();
    }

    Settlement reached(Settlement settlement, Settlement.State state) {
        var merchant = MembershipId.parse(settlement.getMerchantMembershipId());
        var date = Protos.date(settlement.getBusinessDate());
        eventually(() -> settlement(merchant, date).getState() == state);
        return settlement(merchant, date);
    }

    /** The bank pays the settlement's current attempt. */
    Settlement paid(Settlement settlement, int attempt) {
        KafkaProbe.publish(Given.succeeded(Given.payout(settlement, attempt), settlement));
        return reached(settlement, Settlement.State.STATE_PAID);
    }

    /** How many messages of that step of a payout are on the topic. */
    static int published(PayoutId payout, String step) {
        return KafkaProbe.read(PAYOUTS, Uuid7.derive(payout.value(), step)).size();
    }

    /** How many messages the service has taken in from the topic, dead ones included. */
    long consumed(UUID messageId) {
        return count("FROM queue_log WHERE direction = 'IN' AND message_id = $1", messageId);
    }

    long count(String fromWhere, Object... values) {
        return rows("SELECT count(*) " + fromWhere, values).getFirst().getLong(0);
    }

    List<Row> rows(String sql, Object... values) {
        var found = await(pool.preparedQuery(sql).execute(Tuple.from(values)));
        return StreamSupport.stream(found.spliterator(), false).toList();
    }

    static <T> T await(Uni<T> uni) {
        return uni.await().atMost(SOON);
    }

    static void eventually(Callable<Boolean> condition) {
        Awaitility.await()
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(40))
                .atMost(SOON)
                .until(condition);
    }

    /** Does it so many times at once and answers what each came to. */
    static <T> List<T> atOnce(int times, Callable<T> work) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running =
                    IntStream.range(0, times)
                            .mapToObj(_ -> CompletableFuture.supplyAsync(() -> call(work), threads))
                            .toList();
            return running.stream().map(CompletableFuture::join).toList();
        }
    }

    private static <T> T call(Callable<T> work) {
        try {
            return work.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
