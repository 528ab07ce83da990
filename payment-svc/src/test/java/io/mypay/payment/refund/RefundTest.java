package io.mypay.payment.refund;

import static io.mypay.kit.testing.TestClient.errorOf;
import static io.mypay.payment.World.aMemberWith;
import static io.mypay.payment.World.aMerchant;
import static io.mypay.payment.World.anId;
import static io.mypay.payment.World.member;
import static io.mypay.payment.World.merchant;
import static io.mypay.payment.World.pay;
import static io.mypay.payment.World.payInHaste;
import static io.mypay.payment.World.refund;
import static io.mypay.payment.neighbour.Neighbours.LEDGER;
import static io.mypay.payment.neighbour.Neighbours.OUTAGES;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status.Code;
import io.mypay.kit.auth.Role;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.testing.AtOnce;
import io.mypay.kit.testing.KafkaProbe;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.kit.testing.TestClient;
import io.mypay.kit.testing.neighbour.Outages.Operation;
import io.mypay.payment.World;
import io.mypay.payment.neighbour.Neighbours;
import io.mypay.payment.v1.Payment;
import io.mypay.payment.v1.PaymentRefunded;
import io.mypay.payment.v1.PaymentServiceGrpc;
import io.mypay.payment.v1.RefundPaymentRequest;
import io.mypay.payment.v1.RefundPaymentResponse;
import io.mypay.payment.v1.VoucherKind;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Neighbours.class)
class RefundTest {
    private static final String TOPIC = "mypay.payment.payment.v1";

    @Inject World world;

    private final MembershipId member = aMemberWith(30_000);
    private final MembershipId merchant = aMerchant();
    private Payment paid;

    @BeforeEach
    void somethingPaid() {
        paid = pay(member, merchant, 30_000);
    }

    @Test
    void parts_of_a_payment_go_back_with_their_share_of_the_commission()
            throws InvalidProtocolBufferException {
        var part = refunded(10_001);

        assertThat(part.getPayment().getState()).isEqualTo(Payment.State.STATE_PARTIALLY_REFUNDED);
        assertThat(part.getPayment().getRefundedAmount().getMinorUnits()).isEqualTo(10_001);
        assertThat(part.getVoucher().getKind()).isEqualTo(VoucherKind.VOUCHER_KIND_REFUND);
        assertThat(part.getVoucher().getCommission().getMinorUnits()).isEqualTo(250);
        assertThat(LEDGER.available(member)).isEqualTo(10_001);

        var rest = World.staff().refundPayment(refund(paid, 19_999).build());

        assertThat(rest.getPayment().getState()).isEqualTo(Payment.State.STATE_REFUNDED);
        assertThat(rest.getVoucher().getCommission().getMinorUnits()).isEqualTo(500);
        assertThat(rest.getPayment().getVoucher()).isEqualTo(paid.getVoucher());
        assertThat(LEDGER.available(member)).isEqualTo(30_000);
        assertThat(LEDGER.ofMerchant(merchant)).isZero();
        assertThat(World.get(paid.getPaymentId())).isEqualTo(rest.getPayment());
        var id = UUID.fromString(part.getVoucher().getVoucherId());
        World.eventually(() -> !KafkaProbe.read(TOPIC, id).isEmpty());
        var event = KafkaProbe.read(TOPIC, id).getFirst();
        assertThat(PaymentRefunded.parseFrom(event.value()).getVoucher())
                .isEqualTo(part.getVoucher());
        assertThat(world.events(merchant, PaymentRefunded.class)).isEqualTo(2);
    }

    @Test
    void a_merchant_that_was_paid_out_goes_below_zero() {
        LEDGER.payOut(merchant, 30_000);

        refunded(10_000);

        assertThat(LEDGER.ofMerchant(merchant)).isEqualTo(-10_000);
        assertThat(LEDGER.available(member)).isEqualTo(10_000);
    }

    @Test
    void refunds_that_race_never_exceed_the_payment() throws InterruptedException {
        Callable<RefundPaymentResponse> call = () -> refunded(4_000);

        var raced = AtOnce.times(10, call);

        assertThat(raced.answers()).hasSize(7);
        assertThat(raced.reasons()).containsExactly("REFUND_EXCEEDS_PAYMENT");
        assertThat(LEDGER.available(member)).isEqualTo(28_000);
        var payment = World.get(paid.getPaymentId());
        assertThat(payment.getRefundedAmount().getMinorUnits()).isEqualTo(28_000);
        assertThat(raced.answers())
                .extracting(it -> it.getPayment().getRefundedAmount().getMinorUnits())
                .containsExactlyInAnyOrder(
                        4_000L, 8_000L, 12_000L, 16_000L, 20_000L, 24_000L, 28_000L);
        assertThat(
                        raced.answers().stream()
                                .mapToLong(it -> it.getVoucher().getCommission().getMinorUnits())
                                .sum())
                .isEqualTo(700);
        assertThat(world.vouchersOf(merchant)).isEqualTo(8);
    }

    @Test
    void a_replay_gives_the_first_answer_whatever_came_since() {
        var client = TestClient.as(merchant.value(), Role.MERCHANT);
        var stub = client.stub(PaymentServiceGrpc::newBlockingStub);
        var request = refund(paid, 10_000);
        var first = stub.refundPayment(request.build());
        assertThat(client.trailer("idempotency-replayed")).isEmpty();
        refunded(20_000);

        assertThat(stub.refundPayment(request.build())).isEqualTo(first);
        assertThat(client.trailer("idempotency-replayed")).isEqualTo("true");

        assertThat(LEDGER.available(member)).isEqualTo(30_000);
        var other = request.setReason("too hot").build();
        var error = errorOf(() -> stub.refundPayment(other));
        assertThat(error.code()).isEqualTo(Code.ALREADY_EXISTS);
        assertThat(error.reason()).isEqualTo("REQUEST_ID_REUSED");
    }

    @Test
    void one_request_asked_many_times_at_once_refunds_once() throws InterruptedException {
        var request = refund(paid, 1_000).build();
        Callable<RefundPaymentResponse> call = () -> merchant(merchant).refundPayment(request);

        var asked = AtOnce.times(8, call);

        assertThat(asked.answers().stream().distinct()).hasSize(1);
        assertThat(asked.reasons()).isSubsetOf("REQUEST_IN_PROGRESS");
        assertThat(LEDGER.available(member)).isEqualTo(1_000);
        assertThat(refundRows()).isEqualTo(1);
    }

    @Test
    void what_is_refused_leaves_nothing() {
        assertRefused("REFUND_EXCEEDS_PAYMENT", merchant, refund(paid, 30_001));
        assertRefused("REFUND_EXCEEDS_PAYMENT", merchant, refund(paid, Long.MAX_VALUE));
        assertRefused("NOT_YOURS", aMerchant(), refund(paid, 1));
        assertRefused("INVALID_FIELD", merchant, refund(paid, 0));
        assertRefused("INVALID_FIELD", merchant, refund(paid, 1).setReason("a\0b"));
        assertRefused("NOT_FOUND", merchant, refund(paid, 1).setPaymentId(anId().toString()));
        var dollar = refund(paid, 1);
        dollar.getAmountBuilder().setCurrencyCode("USD");
        assertRefused("CURRENCY_NOT_SUPPORTED", merchant, dollar);
        assertThat(errorOf(() -> member(member).refundPayment(refund(paid, 1).build())).reason())
                .isEqualTo("ROLE_MISSING");

        assertThat(refundRows()).isZero();
        assertThat(world.requestsOf(merchant)).isZero();
        assertThat(LEDGER.available(member)).isZero();
        assertThat(refunded(30_000).getPayment().getState())
                .isEqualTo(Payment.State.STATE_REFUNDED);
        assertRefused("REFUND_EXCEEDS_PAYMENT", merchant, refund(paid, 1));
    }

    @Test
    void what_is_not_captured_is_not_refunded() {
        var payer = aMemberWith(9);
        OUTAGES.begin(Operation.CAPTURE, payer);
        var held = payInHaste(payer, merchant, 9);

        var error = errorOf(() -> merchant(merchant).refundPayment(refund(held, 9).build()));

        assertThat(error.code()).isEqualTo(Code.FAILED_PRECONDITION);
        assertThat(error.reason()).isEqualTo("PAYMENT_NOT_CAPTURED");
        assertThat(error.metadata()).containsEntry("state", "AUTHORIZED");
        OUTAGES.end(Operation.CAPTURE, payer);
    }

    @Test
    void a_quote_tells_the_voucher_and_leaves_nothing() {
        var request = refund(paid, 10_000).setValidateOnly(true).build();

        var quote = merchant(merchant).refundPayment(request);

        assertThat(quote.getVoucher().getVoucherId()).isEmpty();
        assertThat(quote.getVoucher().getCommission().getMinorUnits()).isEqualTo(250);
        assertThat(refundRows()).isZero();
        var tooMuch = refund(paid, 30_001).setValidateOnly(true);
        assertRefused("REFUND_EXCEEDS_PAYMENT", merchant, tooMuch);
        assertThat(LEDGER.available(member)).isZero();
    }

    @Test
    void a_replay_goes_on_with_a_refund_that_the_ledgers_absence_left() {
        OUTAGES.begin(Operation.REFUND, member);
        var request = refund(paid, 20_000).build();

        var error = errorOf(() -> merchant(merchant).refundPayment(request));

        assertThat(error.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(error.reason()).isEqualTo("NEIGHBOUR_UNAVAILABLE");
        assertRefused("REFUND_EXCEEDS_PAYMENT", merchant, refund(paid, 10_001));
        assertThat(World.get(paid.getPaymentId()).getState())
                .isEqualTo(Payment.State.STATE_CAPTURED);

        OUTAGES.end(Operation.REFUND, member);
        var replayed = merchant(merchant).refundPayment(request);

        assertThat(replayed.getPayment().getRefundedAmount().getMinorUnits()).isEqualTo(20_000);
        assertThat(LEDGER.available(member)).isEqualTo(20_000);
        assertThat(refundRows()).isEqualTo(1);
        assertThat(world.events(merchant, PaymentRefunded.class)).isEqualTo(1);
    }

    @Test
    void the_sweeper_ends_a_refund_that_was_moved_but_not_written() {
        OUTAGES.loseAnswers(Operation.REFUND, member);
        var request = refund(paid, 20_000).build();
        assertThat(errorOf(() -> merchant(merchant).refundPayment(request)).code())
                .isEqualTo(Code.UNAVAILABLE);
        assertThat(LEDGER.available(member)).isEqualTo(20_000);
        assertThat(world.vouchersOf(merchant)).isEqualTo(1);

        OUTAGES.end(Operation.REFUND, member);
        world.change(
                "UPDATE refund SET next_attempt_at = now() WHERE payment_id = $1", paymentId());

        World.eventually(() -> world.vouchersOf(merchant) == 2);
        assertThat(World.get(paid.getPaymentId()).getState())
                .isEqualTo(Payment.State.STATE_PARTIALLY_REFUNDED);
        assertThat(LEDGER.available(member)).isEqualTo(20_000);
        assertThat(world.events(merchant, PaymentRefunded.class)).isEqualTo(1);
    }

    @Test
    void nothing_goes_back_to_who_has_withdrawn_and_the_no_is_for_ever() {
        LEDGER.close(member);
        var request = refund(paid, 20_000).build();

        var error = errorOf(() -> merchant(merchant).refundPayment(request));

        assertThat(error.code()).isEqualTo(Code.FAILED_PRECONDITION);
        assertThat(error.reason()).isEqualTo("ACCOUNT_CLOSED");
        assertThat(errorOf(() -> merchant(merchant).refundPayment(request))).isEqualTo(error);
        // Nothing stays reserved, and nothing is left to the sweeper.
        assertRefused("ACCOUNT_CLOSED", merchant, refund(paid, 30_000));
        assertThat(
                        world.count(
                                "FROM refund WHERE payment_id = $1 AND state = 'REFUSED'",
                                paymentId()))
                .isEqualTo(2);
        assertThat(
                        world.count(
                                "FROM payment WHERE payment_id = $1 AND refund_reserved = 0",
                                paymentId()))
                .isEqualTo(1);
        assertThat(World.get(paid.getPaymentId()).getState())
                .isEqualTo(Payment.State.STATE_CAPTURED);
        assertThat(world.vouchersOf(merchant)).isEqualTo(1);
    }

    @Test
    void the_sweeper_ends_a_refund_whose_member_has_withdrawn_meanwhile() {
        OUTAGES.begin(Operation.REFUND, member);
        var request = refund(paid, 20_000).build();
        assertThat(errorOf(() -> merchant(merchant).refundPayment(request)).code())
                .isEqualTo(Code.UNAVAILABLE);
        LEDGER.close(member);

        OUTAGES.end(Operation.REFUND, member);
        world.change(
                "UPDATE refund SET next_attempt_at = now() WHERE payment_id = $1", paymentId());

        World.eventually(() ->
                world.count("FROM refund WHERE payment_id = $1 AND state = 'REFUSED'", paymentId())
                        == 1);
        assertRefused("ACCOUNT_CLOSED", merchant, request.toBuilder());
    }

    private RefundPaymentResponse refunded(long won) {
        return merchant(merchant).refundPayment(refund(paid, won).build());
    }

    private void assertRefused(
            String reason, MembershipId caller, RefundPaymentRequest.Builder request) {
        var error = errorOf(() -> merchant(caller).refundPayment(request.build()));
        assertThat(error.reason()).isEqualTo(reason);
    }

    private long refundRows() {
        return world.count("FROM refund WHERE payment_id = $1", paymentId());
    }

    private UUID paymentId() {
        return UUID.fromString(paid.getPaymentId());
    }
}
