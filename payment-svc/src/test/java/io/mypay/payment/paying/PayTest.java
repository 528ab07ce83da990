package io.mypay.payment.paying;

import static io.mypay.kit.testing.TestClient.errorOf;
import static io.mypay.payment.World.aMemberWith;
import static io.mypay.payment.World.aMemberWithABankAccountAnd;
import static io.mypay.payment.World.aMembership;
import static io.mypay.payment.World.aMerchant;
import static io.mypay.payment.World.anId;
import static io.mypay.payment.World.member;
import static io.mypay.payment.World.merchant;
import static io.mypay.payment.World.pay;
import static io.mypay.payment.World.payment;
import static io.mypay.payment.neighbour.Neighbours.BANKING;
import static io.mypay.payment.neighbour.Neighbours.LEDGER;
import static io.mypay.payment.neighbour.Neighbours.MONEY;
import static io.mypay.payment.neighbour.Neighbours.OUTAGES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status.Code;
import io.mypay.kit.auth.Role;
import io.mypay.kit.grpc.Protos;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.money.Money;
import io.mypay.kit.testing.AtOnce;
import io.mypay.kit.testing.KafkaProbe;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.kit.testing.TestClient;
import io.mypay.kit.testing.neighbour.Outages.Operation;
import io.mypay.membership.v1.Membership;
import io.mypay.membership.v1.MembershipKind;
import io.mypay.payment.World;
import io.mypay.payment.neighbour.Neighbours;
import io.mypay.payment.v1.PayRequest;
import io.mypay.payment.v1.Payment;
import io.mypay.payment.v1.PaymentCaptured;
import io.mypay.payment.v1.PaymentServiceGrpc;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Neighbours.class)
class PayTest {
    private static final String TOPIC = "mypay.payment.payment.v1";

    @Inject World world;

    @Test
    void a_member_pays_a_merchant_and_a_voucher_tells_what_it_comes_to()
            throws InvalidProtocolBufferException {
        var member = aMemberWith(50_000);
        var merchant = aMerchant();

        var paid = pay(member, merchant, 30_000);

        assertThat(paid.getState()).isEqualTo(Payment.State.STATE_CAPTURED);
        assertThat(paid.getRechargedAmount().getMinorUnits()).isZero();
        assertThat(LEDGER.available(member)).isEqualTo(20_000);
        assertThat(LEDGER.ofMerchant(merchant)).isEqualTo(30_000);
        var voucher = paid.getVoucher();
        assertThat(voucher.getCommissionBasisPoints()).isEqualTo(250);
        assertThat(voucher.getCommission()).isEqualTo(Protos.proto(Money.krw(750)));
        assertThat(voucher.getNet()).isEqualTo(Protos.proto(Money.krw(29_250)));
        var today = LocalDate.ofInstant(Protos.instant(voucher.getCreateTime()), SEOUL);
        assertThat(voucher.getBusinessDate()).isEqualTo(Protos.proto(today));
        assertThat(World.get(paid.getPaymentId())).isEqualTo(paid);
        var id = UUID.fromString(voucher.getVoucherId());
        World.eventually(() -> !KafkaProbe.read(TOPIC, id).isEmpty());
        var event = KafkaProbe.read(TOPIC, id).getFirst();
        assertThat(event.key()).isEqualTo(merchant.toString());
        assertThat(PaymentCaptured.parseFrom(event.value()).getVoucher()).isEqualTo(voucher);
    }

    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

    @ParameterizedTest
    @CsvSource({"30000, 0", "29999, 10000", "27000, 10000", "20000, 10000", "17655, 12345"})
    void what_is_short_is_recharged_by_rule_4(long balance, long recharged) {
        var member = aMemberWithABankAccountAnd(balance);

        var paid = pay(member, aMerchant(), 30_000);

        assertThat(paid.getState()).isEqualTo(Payment.State.STATE_CAPTURED);
        assertThat(paid.getRechargedAmount().getMinorUnits()).isEqualTo(recharged);
        assertThat(paid.getRechargeId().isEmpty()).isEqualTo(recharged == 0);
        assertThat(LEDGER.available(member)).isEqualTo(balance + recharged - 30_000);
    }

    @Test
    void a_quote_tells_the_recharge_and_leaves_nothing() {
        var member = aMemberWithABankAccountAnd(27_000);
        var request = payment(member, aMerchant(), 30_000).setValidateOnly(true).build();

        var quote = member(member).pay(request).getPayment();

        assertThat(quote.getRechargedAmount().getMinorUnits()).isEqualTo(10_000);
        assertThat(quote.getPaymentId()).isEmpty();
        assertThat(quote.getState()).isEqualTo(Payment.State.STATE_UNSPECIFIED);
        assertThat(MONEY.recharges(member)).isEmpty();
        assertNothingLeft(member);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void what_is_refused_leaves_nothing(String reason, Code code, PayRequest.Builder request) {
        var payer = MembershipId.parse(request.getMembershipId());

        var error = errorOf(() -> member(payer).pay(request.build()));

        assertThat(error.reason()).isEqualTo(reason);
        assertThat(error.code()).isEqualTo(code);
        assertNothingLeft(payer);
        assertThat(LEDGER.held(payer)).isZero();
    }

    static Stream<Arguments> what_is_refused_leaves_nothing() {
        var person = MembershipKind.MEMBERSHIP_KIND_PERSON;
        var shop = MembershipKind.MEMBERSHIP_KIND_MERCHANT;
        var suspended = Membership.State.STATE_SUSPENDED;
        var withdrawn = Membership.State.STATE_WITHDRAWN;
        var formerly = aMemberWith(0);
        BANKING.deregister(formerly);
        var dollars = Protos.proto(Money.krw(1)).toBuilder().setCurrencyCode("USD");
        return Stream.of(
                refused("MERCHANT_NOT_FOUND", Code.NOT_FOUND, aMemberWith(9), anId()),
                refused("NOT_A_MERCHANT", aMemberWith(9), aMemberWith(9)),
                refused("MEMBERSHIP_NOT_ACTIVE", aMemberWith(9), aMembership(shop, suspended)),
                refused("MEMBERSHIP_NOT_ACTIVE", aMembership(person, withdrawn), aMerchant()),
                refused("MEMBERSHIP_NOT_ACTIVE", anId(), aMerchant()),
                refused("NOT_A_MEMBER", aMerchant(), aMerchant()),
                refused("INSUFFICIENT_FUNDS", aMemberWith(8), aMerchant()),
                refused("INSUFFICIENT_FUNDS", formerly, aMerchant()),
                arguments(
                        "CURRENCY_NOT_SUPPORTED",
                        Code.FAILED_PRECONDITION,
                        payment(aMemberWith(9), aMerchant(), 1).setAmount(dollars)),
                arguments(
                        "INVALID_FIELD",
                        Code.INVALID_ARGUMENT,
                        payment(aMemberWith(9), aMerchant(), 0)),
                arguments(
                        "INVALID_FIELD",
                        Code.INVALID_ARGUMENT,
                        payment(aMemberWith(9), aMerchant(), 1).setOrderName("a\0b")));
    }

    private static Arguments refused(String reason, MembershipId from, MembershipId to) {
        return refused(reason, Code.FAILED_PRECONDITION, from, to);
    }

    private static Arguments refused(String reason, Code code, MembershipId from, MembershipId to) {
        return arguments(reason, code, payment(from, to, 9));
    }

    @Test
    void nobody_pays_with_anothers_money_or_without_a_token() {
        var member = aMemberWith(9);
        var request = payment(member, aMerchant(), 9).build();

        assertThat(errorOf(() -> member(aMemberWith(0)).pay(request)).reason())
                .isEqualTo("NOT_YOURS");
        var nobody = TestClient.anonymous().stub(PaymentServiceGrpc::newBlockingStub);
        assertThat(errorOf(() -> nobody.pay(request)).code()).isEqualTo(Code.UNAUTHENTICATED);
        assertThat(LEDGER.available(member)).isEqualTo(9);
    }

    @ParameterizedTest
    @EnumSource(names = {"MEMBERSHIPS", "BALANCE", "BANK_ACCOUNTS"})
    void a_neighbour_that_cannot_be_asked_beforehand_leaves_nothing(Operation operation) {
        var member = aMemberWithABankAccountAnd(0);
        OUTAGES.begin(operation, member);
        var request = payment(member, aMerchant(), 9).build();

        var error = errorOf(() -> member(member).pay(request));

        assertThat(error.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(error.reason()).isEqualTo("NEIGHBOUR_UNAVAILABLE");
        assertNothingLeft(member);
    }

    @Test
    void a_replay_answers_the_same_payment_and_moves_nothing() {
        var member = aMemberWith(50_000);
        var client = TestClient.as(member.value(), Role.MEMBER);
        var stub = client.stub(PaymentServiceGrpc::newBlockingStub);
        var request = payment(member, aMerchant(), 30_000);

        var first = stub.pay(request.build());
        assertThat(client.trailer("idempotency-replayed")).isEmpty();
        var second = stub.pay(request.build());

        assertThat(second).isEqualTo(first);
        assertThat(client.trailer("idempotency-replayed")).isEqualTo("true");
        assertThat(LEDGER.available(member)).isEqualTo(20_000);
        var other = request.setOrderName("tea").build();
        var error = errorOf(() -> stub.pay(other));
        assertThat(error.code()).isEqualTo(Code.ALREADY_EXISTS);
        assertThat(error.reason()).isEqualTo("REQUEST_ID_REUSED");
        assertThat(world.paymentsOf(member)).isEqualTo(1);
    }

    @Test
    void one_request_asked_many_times_at_once_pays_once() throws InterruptedException {
        var member = aMemberWith(50_000);
        var request = payment(member, aMerchant(), 10_000).build();
        Callable<String> call = () -> member(member).pay(request).getPayment().getPaymentId();

        var asked = AtOnce.times(8, call);

        assertThat(asked.answers().stream().distinct()).hasSize(1);
        assertThat(asked.reasons()).isSubsetOf("REQUEST_IN_PROGRESS");
        assertThat(world.paymentsOf(member)).isEqualTo(1);
        World.untilDecided(asked.answers().getFirst());
        assertThat(LEDGER.available(member)).isEqualTo(40_000);
    }

    @Test
    void payments_that_together_exceed_the_balance_do_not_all_succeed()
            throws InterruptedException {
        var member = aMemberWith(100_000);
        var merchant = aMerchant();
        Callable<Payment> call = () -> pay(member, merchant, 30_000);

        var raced = AtOnce.times(10, call);

        assertThat(raced.reasons()).isSubsetOf("INSUFFICIENT_FUNDS");
        var ended =
                raced.answers().stream().map(it -> World.untilDecided(it.getPaymentId())).toList();
        assertThat(ended)
                .filteredOn(it -> it.getState() == Payment.State.STATE_CAPTURED)
                .hasSize(3);
        assertThat(ended)
                .filteredOn(it -> it.getState() == Payment.State.STATE_DECLINED)
                .allMatch(it -> it.getDeclineReason().equals("INSUFFICIENT_FUNDS"))
                .hasSize(ended.size() - 3);
        assertThat(LEDGER.available(member)).isEqualTo(10_000);
        assertThat(LEDGER.held(member)).isZero();
        assertThat(LEDGER.ofMerchant(merchant)).isEqualTo(90_000);
        assertThat(LEDGER.sum()).isZero();
        assertThat(world.vouchersOf(merchant)).isEqualTo(3);
        assertThat(world.events(merchant, PaymentCaptured.class)).isEqualTo(3);
    }

    private void assertNothingLeft(MembershipId payer) {
        assertThat(world.paymentsOf(payer)).isZero();
        assertThat(world.requestsOf(payer)).isZero();
    }
}
