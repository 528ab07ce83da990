package io.mypay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.mypay.e2e.StackExtension.Platform;
import io.mypay.membership.v1.MembershipKind;
import io.mypay.money.v1.Recharge;
import io.mypay.payment.v1.Payment;
import io.mypay.remittance.v1.Remittance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every command twice with the same request_id: one effect, the same answer. */
@ExtendWith(StackExtension.class)
class ReplayTest {

    private Platform platform;
    private Actor mina;
    private Actor joon;
    private Actor merchant;

    @BeforeEach
    void people_with_money(Platform running) {
        platform = running;
        World world = platform.world();
        mina =
                world.newcomer(
                        MembershipKind.MEMBERSHIP_KIND_PERSON, "Twice Mina", "088", 1_000_000);
        joon = world.newcomer(MembershipKind.MEMBERSHIP_KIND_PERSON, "Twice Joon", "090", 0);
        merchant = world.newcomer(MembershipKind.MEMBERSHIP_KIND_MERCHANT, "Twice Cafe", "004", 0);
        Moves moves = Moves.of(mina);
        moves.ended(moves.request(moves.rechargeOf(100_000)));
    }

    @Test
    void a_recharge_asked_for_twice_is_one_recharge() {
        Moves moves = Moves.of(mina);
        var request = moves.rechargeOf(30_000);

        Recharge first = moves.request(request);
        Recharge again = moves.request(request);
        moves.ended(first);

        assertThat(again.getRechargeId()).isEqualTo(first.getRechargeId());
        assertThat(moves.available()).isEqualTo(130_000);
        assertReused(() -> moves.request(request.toBuilder().setAmount(Won.of(30_001)).build()));
    }

    @Test
    void a_remittance_asked_for_twice_is_one_remittance() {
        Moves moves = Moves.of(mina);
        var request = moves.remittanceTo(joon, 20_000);

        Remittance first = moves.ended(moves.request(request));
        Remittance again = moves.request(request);

        assertThat(again).isEqualTo(first);
        assertThat(moves.available()).isEqualTo(80_000);
        assertReused(() -> moves.request(request.toBuilder().setMemo("other").build()));
    }

    @Test
    void a_payment_and_its_refund_asked_for_twice_happen_once() {
        Moves moves = Moves.of(mina);
        var request = moves.paymentTo(merchant, 40_000);

        Payment first = moves.ended(moves.request(request));
        Payment again = moves.request(request);
        Moves merchants = Moves.of(merchant);
        var refund = merchants.refundOf(first, 15_000);
        var refunded = merchants.request(refund);
        var refundedAgain = merchants.request(refund);

        assertThat(again).isEqualTo(first);
        assertThat(refundedAgain).isEqualTo(refunded);
        assertThat(moves.available()).isEqualTo(75_000);
        assertReused(() -> moves.request(request.toBuilder().setAmount(Won.of(1)).build()));
        assertReused(() -> merchants.request(refund.toBuilder().setAmount(Won.of(1)).build()));
    }

    private static void assertReused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable otherContent) {
        var refused = catchThrowableOfType(StatusRuntimeException.class, otherContent);
        assertThat(Errors.code(refused)).isEqualTo(Status.Code.ALREADY_EXISTS);
        assertThat(Errors.reason(refused)).isEqualTo("REQUEST_ID_REUSED");
    }
}
