package io.mypay.payment;

import static io.mypay.payment.neighbour.Neighbours.BANKING;
import static io.mypay.payment.neighbour.Neighbours.LEDGER;
import static io.mypay.payment.neighbour.Neighbours.MEMBERSHIP;

import io.mypay.kit.auth.Role;
import io.mypay.kit.grpc.Protos;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.money.Money;
import io.mypay.kit.testing.TestClient;
import io.mypay.membership.v1.Membership;
import io.mypay.membership.v1.MembershipKind;
import io.mypay.payment.v1.CommissionServiceGrpc;
import io.mypay.payment.v1.CommissionServiceGrpc.CommissionServiceBlockingStub;
import io.mypay.payment.v1.GetPaymentRequest;
import io.mypay.payment.v1.PayRequest;
import io.mypay.payment.v1.Payment;
import io.mypay.payment.v1.PaymentServiceGrpc;
import io.mypay.payment.v1.PaymentServiceGrpc.PaymentServiceBlockingStub;
import io.mypay.payment.v1.RefundPaymentRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Who lives around the service, what they ask of it, and its tables. */
@ApplicationScoped
public class World {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Pool pool;

    World(Pool pool) {
        this.pool = pool;
    }

    /** With this much money, and no bank account. */
    public static MembershipId aMemberWith(long won) {
        var id = aMembership(MembershipKind.MEMBERSHIP_KIND_PERSON, Membership.State.STATE_ACTIVE);
        LEDGER.credit(id, won);
        return id;
    }

    public static MembershipId aMemberWithABankAccountAnd(long won) {
        var id = aMemberWith(won);
        BANKING.register(id);
        return id;
    }

    public static MembershipId aMerchant() {
        var id =
                aMembership(MembershipKind.MEMBERSHIP_KIND_MERCHANT, Membership.State.STATE_ACTIVE);
        LEDGER.openMerchant(id);
        return id;
    }

    public static MembershipId aMembership(MembershipKind kind, Membership.State state) {
        var id = anId();
        MEMBERSHIP.add(id, kind, state);
        return id;
    }

    public static MembershipId anId() {
        return new MembershipId(Uuid7.next(Instant.now()));
    }

    public static PaymentServiceBlockingStub member(MembershipId id) {
        return TestClient.as(id.value(), Role.MEMBER).stub(PaymentServiceGrpc::newBlockingStub);
    }

    public static PaymentServiceBlockingStub merchant(MembershipId id) {
        return TestClient.as(id.value(), Role.MERCHANT).stub(PaymentServiceGrpc::newBlockingStub);
    }

    public static PaymentServiceBlockingStub staff() {
        return TestClient.as("staff", Role.STAFF).stub(PaymentServiceGrpc::newBlockingStub);
    }

    public static CommissionServiceBlockingStub commissions() {
        return TestClient.as("staff", Role.STAFF).stub(CommissionServiceGrpc::newBlockingStub);
    }

    public static PayRequest.Builder payment(MembershipId from, MembershipId to, long won) {
        return PayRequest.newBuilder()
                .setRequestId(TestClient.requestId())
                .setMembershipId(from.toString())
                .setMerchantMembershipId(to.toString())
                .setAmount(Protos.proto(Money.krw(won)))
                .setOrderName("coffee");
    }

    public static RefundPaymentRequest.Builder refund(Payment payment, long won) {
        return RefundPaymentRequest.newBuilder()
                .setRequestId(TestClient.requestId())
                .setPaymentId(payment.getPaymentId())
                .setAmount(Protos.proto(Money.krw(won)))
                .setReason("cold");
    }

    public static Payment pay(MembershipId from, MembershipId to, long won) {
        return member(from).pay(payment(from, to, won).build()).getPayment();
    }

    /** By somebody who has no time to wait for the end. */
    public static Payment payInHaste(MembershipId from, MembershipId to, long won) {
        return member(from)
                .withDeadlineAfter(1_000, TimeUnit.MILLISECONDS)
                .pay(payment(from, to, won).build())
                .getPayment();
    }

    public static Payment get(String paymentId) {
        var request = GetPaymentRequest.newBuilder().setPaymentId(paymentId).build();
        return staff().getPayment(request).getPayment();
    }

    public static Payment untilDecided(String paymentId) {
        return Awaitility.await()
                .atMost(SOON)
                .until(
                        () -> get(paymentId),
                        it ->
                                it.getState() != Payment.State.STATE_REQUESTED
                                        && it.getState() != Payment.State.STATE_AUTHORIZED);
    }

    public static void eventually(Callable<Boolean> holds) {
        Awaitility.await().atMost(SOON).until(holds);
    }

    public static <T> T await(Uni<T> work) {
        return work.await().atMost(SOON);
    }

    public long count(String fromWhere, Object... values) {
        return number("SELECT count(*) " + fromWhere, values);
    }

    /** The sum of an amount of a merchant's vouchers; refunds count against it. */
    public long owed(String amount, MembershipId merchant) {
        var signed = "CASE kind WHEN 'CAPTURE' THEN %1$s ELSE -%1$s END".formatted(amount);
        return number(
                "SELECT coalesce(sum("
                        + signed
                        + "), 0)::bigint FROM voucher WHERE merchant_id = $1",
                merchant.value());
    }

    private long number(String sql, Object... values) {
        var rows = await(pool.preparedQuery(sql).execute(Tuple.tuple(List.of(values))));
        return rows.iterator().next().getLong(0);
    }

    public int change(String sql, Object... values) {
        return await(pool.preparedQuery(sql).execute(Tuple.tuple(List.of(values)))).rowCount();
    }

    /** Events about vouchers of a merchant. */
    public long events(MembershipId merchant, Class<?> type) {
        return count(
                "FROM queue_log WHERE direction = 'OUT' AND key = $1 AND type = $2",
                merchant.toString(),
                "mypay.payment.v1." + type.getSimpleName());
    }

    public long paymentsOf(MembershipId member) {
        return count("FROM payment WHERE member_id = $1", member.value());
    }

    public long vouchersOf(MembershipId merchant) {
        return count("FROM voucher WHERE merchant_id = $1", merchant.value());
    }

    /** What a caller left in the memory of requests. */
    public long requestsOf(MembershipId caller) {
        return count("FROM request WHERE caller = $1", caller.toString());
    }
}
