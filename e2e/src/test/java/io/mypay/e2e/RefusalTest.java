package io.mypay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.mypay.e2e.StackExtension.Platform;
import io.mypay.membership.v1.MembershipKind;
import io.mypay.money.v1.GetRechargeRequest;
import io.mypay.money.v1.ListRechargesRequest;
import io.mypay.payment.v1.GetPaymentRequest;
import io.mypay.payment.v1.ListPaymentsRequest;
import io.mypay.remittance.v1.ListRemittancesRequest;
import io.mypay.settlement.v1.RunSettlementRequest;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Bad input gets a clear error, and leaves nothing behind. */
@ExtendWith(StackExtension.class)
class RefusalTest {

    private static final MembershipKind PERSON = MembershipKind.MEMBERSHIP_KIND_PERSON;

    private Platform platform;
    private Actor mina;
    private Actor penniless;

    @BeforeEach
    void two_members(Platform running) {
        platform = running;
        mina = platform.world().newcomer(PERSON, "Refused Mina", "088", 1_000_000);
        penniless = platform.world().stranger(PERSON, "Penniless Joon");
    }

    @Test
    void wrong_input_names_the_field() {
        var zero = Moves.of(mina).rechargeOf(0);

        var refused = refused(() -> mina.calls().money().requestRecharge(zero));

        assertThat(Errors.code(refused)).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(Errors.reason(refused)).isEqualTo("INVALID_FIELD");
        assertThat(Errors.fields(refused)).containsExactly("amount");
    }

    @Test
    void every_wrong_field_is_named_at_once() {
        var request =
                Moves.of(mina).rechargeOf(1_000).toBuilder()
                        .setRequestId("not-a-uuid")
                        .setMembershipId("nor this")
                        .build();

        var refused = refused(() -> mina.calls().money().requestRecharge(request));

        assertThat(Errors.fields(refused)).contains("request_id", "membership_id");
    }

    @Test
    void no_token_is_unauthenticated() {
        var refused =
                refused(() -> platform.anyone().money().requestRecharge(recharge(mina, 10_000)));

        assertThat(Errors.code(refused)).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(Errors.reason(refused)).isEqualTo("TOKEN_MISSING");
    }

    @Test
    void a_forged_token_is_unauthenticated() {
        MyPay forger = platform.anyone().with("eyJhbGciOiJub25lIn0.e30.");

        var refused = refused(() -> forger.money().requestRecharge(recharge(mina, 10_000)));

        assertThat(Errors.code(refused)).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(Errors.reason(refused)).isEqualTo("TOKEN_INVALID");
    }

    @Test
    void someone_elses_money_is_permission_denied() {
        var recharge =
                refused(() -> penniless.calls().money().requestRecharge(recharge(mina, 10_000)));
        var remittance =
                refused(() ->
                        penniless
                                .calls()
                                .remittances()
                                .requestRemittance(Moves.of(mina).remittanceTo(penniless, 1_000)));

        assertThat(List.of(Errors.code(recharge), Errors.code(remittance)))
                .containsOnly(Status.Code.PERMISSION_DENIED);
        assertThat(Errors.reason(recharge)).isEqualTo("NOT_YOURS");
    }

    @Test
    void a_member_cannot_do_what_staff_does() {
        var request =
                RunSettlementRequest.newBuilder()
                        .setRequestId(World.requestId())
                        .setBusinessDate(Settling.today())
                        .build();

        var refused = refused(() -> mina.calls().settlements().runSettlement(request));

        assertThat(Errors.code(refused)).isEqualTo(Status.Code.PERMISSION_DENIED);
        assertThat(Errors.reason(refused)).isEqualTo("ROLE_MISSING");
    }

    @Test
    void unknown_ids_are_not_found() {
        String unknown = UUID.randomUUID().toString();

        var recharge =
                refused(() ->
                        mina.calls()
                                .money()
                                .getRecharge(
                                        GetRechargeRequest.newBuilder()
                                                .setRechargeId(unknown)
                                                .build()));
        var payment =
                refused(() ->
                        mina.calls()
                                .payments()
                                .getPayment(
                                        GetPaymentRequest.newBuilder()
                                                .setPaymentId(unknown)
                                                .build()));

        assertThat(List.of(Errors.code(recharge), Errors.code(payment)))
                .containsOnly(Status.Code.NOT_FOUND);
    }

    @Test
    void no_money_and_no_bank_account_is_a_failed_precondition_and_leaves_nothing() {
        Actor merchant =
                platform.world()
                        .newcomer(
                                MembershipKind.MEMBERSHIP_KIND_MERCHANT, "Refused Cafe", "004", 0);
        Moves moves = Moves.of(penniless);
        Eventually.holds("the money account is open", () -> opened(penniless), open -> open);

        var recharge = refused(() -> moves.request(moves.rechargeOf(10_000)));
        var remittance = refused(() -> moves.request(moves.remittanceTo(mina, 1_000)));
        var payment = refused(() -> moves.request(moves.paymentTo(merchant, 1_000)));

        assertThat(Errors.code(recharge)).isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(Errors.reason(recharge)).isEqualTo("NO_REGISTERED_BANK_ACCOUNT");
        assertThat(Errors.code(remittance)).isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(Errors.reason(remittance)).isEqualTo("INSUFFICIENT_FUNDS");
        assertThat(Errors.code(payment)).isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(Errors.reason(payment)).isEqualTo("INSUFFICIENT_FUNDS");
        assertNothingLeft();
    }

    private void assertNothingLeft() {
        String id = penniless.membershipId();
        MyPay calls = penniless.calls();
        assertThat(
                        calls.money()
                                .listRecharges(
                                        ListRechargesRequest.newBuilder()
                                                .setMembershipId(id)
                                                .build())
                                .getRechargesList())
                .isEmpty();
        assertThat(
                        calls.remittances()
                                .listRemittances(
                                        ListRemittancesRequest.newBuilder()
                                                .setMembershipId(id)
                                                .build())
                                .getRemittancesList())
                .isEmpty();
        assertThat(
                        calls.payments()
                                .listPayments(
                                        ListPaymentsRequest.newBuilder()
                                                .setMembershipId(id)
                                                .build())
                                .getPaymentsList())
                .isEmpty();
    }

    private static boolean opened(Actor actor) {
        try {
            return Moves.of(actor).available() == 0;
        } catch (StatusRuntimeException e) {
            return false;
        }
    }

    private static io.mypay.money.v1.RequestRechargeRequest recharge(Actor actor, long won) {
        return Moves.of(actor).rechargeOf(won);
    }

    private static StatusRuntimeException refused(ThrowingCallable call) {
        return catchThrowableOfType(StatusRuntimeException.class, call);
    }
}
