package io.mypay.settlement;

import com.google.protobuf.Message;
import com.google.type.Date;
import io.mypay.banking.v1.FirmbankingFailed;
import io.mypay.banking.v1.FirmbankingOrigin;
import io.mypay.banking.v1.FirmbankingSucceeded;
import io.mypay.kit.auth.Role;
import io.mypay.kit.grpc.Protos;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.money.Money;
import io.mypay.kit.queuelog.Event;
import io.mypay.kit.sql.Database;
import io.mypay.kit.testing.KafkaProbe;
import io.mypay.kit.testing.TestClient;
import io.mypay.payment.v1.PaymentCaptured;
import io.mypay.payment.v1.PaymentRefunded;
import io.mypay.settlement.merchant.PayoutId;
import io.mypay.settlement.merchant.SettlementId;
import io.mypay.settlement.v1.ConfirmSettlementRequest;
import io.mypay.settlement.v1.GetSettlementRunRequest;
import io.mypay.settlement.v1.ListSettlementsRequest;
import io.mypay.settlement.v1.RunSettlementRequest;
import io.mypay.settlement.v1.Settlement;
import io.mypay.settlement.v1.SettlementRun;
import io.mypay.settlement.v1.SettlementServiceGrpc;
import io.mypay.settlement.v1.SettlementServiceGrpc.SettlementServiceBlockingStub;
import io.mypay.settlement.voucher.Commission;
import io.mypay.settlement.voucher.PaymentId;
import io.mypay.settlement.voucher.Voucher;
import io.mypay.settlement.voucher.VoucherId;
import io.mypay.settlement.voucher.VoucherKind;
import io.mypay.settlement.voucher.Vouchers;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
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
    public static final String PAYMENTS = "mypay.payment.payment.v1";
    public static final String FIRMBANKINGS = "mypay.banking.firmbanking.v1";
    public static final String PAYOUTS = "mypay.settlement.payout.v1";
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
        staff().runSettlement(runRequest(date.minusDays(1)));
        return date;
    }

    static MembershipId aMerchant() {
        return new MembershipId(UUID.randomUUID());
    }

    static Voucher capture(MembershipId merchant, LocalDate date, long gross, long commission) {
        return voucher(VoucherKind.CAPTURE, merchant, date, gross, commission);
    }

    static Voucher refund(MembershipId merchant, LocalDate date, long gross, long commission) {
        return voucher(VoucherKind.REFUND, merchant, date, gross, commission);
    }

    private static Voucher voucher(
            VoucherKind kind, MembershipId merchant, LocalDate date, long gross, long commission) {
        return new Voucher(
                new VoucherId(Uuid7.next(Instant.now())),
                new PaymentId(Uuid7.next(Instant.now())),
                kind,
                merchant,
                Money.krw(gross),
                new Commission(250, Money.krw(commission)),
                date,
                Instant.now());
    }

    /** As payment publishes it. */
    static Event event(Voucher voucher) {
        return event(Uuid7.next(Instant.now()), voucher);
    }

    static Event event(UUID messageId, Voucher voucher) {
        return new Event(messageId, PAYMENTS, voucher.merchant().toString(), payload(voucher));
    }

    private static Message payload(Voucher voucher) {
        return switch (voucher.kind()) {
            case CAPTURE -> PaymentCaptured.newBuilder().setVoucher(proto(voucher)).build();
            case REFUND -> PaymentRefunded.newBuilder().setVoucher(proto(voucher)).build();
        };
    }

    static io.mypay.payment.v1.Voucher proto(Voucher voucher) {
        var kind =
                switch (voucher.kind()) {
                    case CAPTURE -> io.mypay.payment.v1.VoucherKind.VOUCHER_KIND_CAPTURE;
                    case REFUND -> io.mypay.payment.v1.VoucherKind.VOUCHER_KIND_REFUND;
                };
        return io.mypay.payment.v1.Voucher.newBuilder()
                .setVoucherId(voucher.id().toString())
                .setPaymentId(voucher.payment().value().toString())
                .setKind(kind)
                .setMerchantMembershipId(voucher.merchant().toString())
                .setGross(Protos.proto(voucher.gross()))
                .setCommissionBasisPoints(voucher.commission().basisPoints())
                .setCommission(Protos.proto(voucher.commission().amount()))
                .setNet(Protos.proto(voucher.gross().minus(voucher.commission().amount())))
                .setBusinessDate(Protos.proto(voucher.businessDate()))
                .setCreateTime(Protos.proto(voucher.writtenAt()))
                .build();
    }

    /** Over Kafka, and waits until it is there. */
    void publish(Voucher voucher) {
        KafkaProbe.publish(event(voucher));
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

    static RunSettlementRequest runRequest(LocalDate date) {
        return RunSettlementRequest.newBuilder()
                .setRequestId(TestClient.requestId())
                .setBusinessDate(Protos.proto(date))
                .build();
    }

    static ConfirmSettlementRequest confirmRequest(SettlementRun run) {
        return ConfirmSettlementRequest.newBuilder()
                .setRequestId(TestClient.requestId())
                .setSettlementRunId(run.getSettlementRunId())
                .build();
    }

    /** Closes the date and waits for the calculation. */
    SettlementRun calculated(LocalDate date) {
        return reached(
                staff().runSettlement(runRequest(date)).getSettlementRun(),
                SettlementRun.State.STATE_CALCULATED);
    }

    /** Calculated, confirmed, and all payouts requested. */
    SettlementRun paying(LocalDate date) {
        var run = calculated(date);
        staff().confirmSettlement(confirmRequest(run));
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

    static PayoutId payout(Settlement settlement, int attempt) {
        return PayoutId.of(SettlementId.parse(settlement.getSettlementId()), attempt);
    }

    /** As banking publishes it. */
    static Event succeeded(PayoutId payout, Settlement settlement) {
        return firmbanking(
                payout,
                FirmbankingSucceeded.newBuilder()
                        .setFirmbankingId(Uuid7.derive(payout.value(), "firmbanking").toString())
                        .setOrigin(FirmbankingOrigin.FIRMBANKING_ORIGIN_PAYOUT)
                        .setOriginId(payout.toString())
                        .setMembershipId(settlement.getMerchantMembershipId())
                        .setAmount(settlement.getNet())
                        .setFee(Protos.proto(Money.krw(500)))
                        .setCorporateBankCode("004")
                        .setCompleteTime(Protos.proto(Instant.now()))
                        .build());
    }

    static Event failed(PayoutId payout, String reason) {
        return firmbanking(
                payout,
                FirmbankingFailed.newBuilder()
                        .setOrigin(FirmbankingOrigin.FIRMBANKING_ORIGIN_PAYOUT)
                        .setOriginId(payout.toString())
                        .setFailureReason(reason)
                        .setCompleteTime(Protos.proto(Instant.now()))
                        .build());
    }

    private static Event firmbanking(PayoutId payout, Message message) {
        return new Event(Uuid7.next(Instant.now()), FIRMBANKINGS, payout.toString(), message);
    }

    /** The bank pays the settlement's current attempt. */
    Settlement paid(Settlement settlement, int attempt) {
        KafkaProbe.publish(succeeded(payout(settlement, attempt), settlement));
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
