package io.mypay.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.e2e.StackExtension.Platform;
import io.mypay.membership.v1.MembershipKind;
import io.mypay.money.v1.Recharge;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that dies between a recharge's request and its end changes nothing but its time. */
@ExtendWith(StackExtension.class)
class KillTest {

    private static final String BANK = "088";
    private static final long CASH = 1_000_000;
    private static final long RECHARGED = 50_000;

    @ParameterizedTest
    @ValueSource(strings = {"money", "banking"})
    void a_recharge_ends_by_itself_and_credits_once_after_a_kill_while_the_bank_is_at_work_of(
            String service, Platform platform) {
        Actor mina = newcomer(platform);
        Moves moves = Moves.of(mina);
        // The cash moves at once, its answer is late: the kill comes between the two.
        platform.bank().fault(BANK, Map.of("latency_ms", 2_000, "remaining", 1));

        Recharge requested = moves.request(moves.rechargeOf(RECHARGED));
        Eventually.holds(
                "the bank moved the cash",
                () -> platform.bank().balance(mina.bankAccount()),
                balance -> balance == CASH - RECHARGED);
        var process = platform.stack().process(service);
        process.kill();
        Recharge ended = moves.ended(requested);
        platform.bank().heal(BANK);

        assertThat(ended.getState()).isEqualTo(Recharge.State.STATE_SUCCEEDED);
        assertThat(process.restarts()).isPositive();
        assertCredited(RECHARGED, mina, platform);
    }

    /** Anywhere on the way: the kill races with the message. */
    @ParameterizedTest
    @ValueSource(strings = {"money", "banking"})
    void a_recharge_ends_by_itself_and_credits_what_the_bank_moved_after_a_kill_at_once_of(
            String service, Platform platform) {
        Actor mina = newcomer(platform);
        Moves moves = Moves.of(mina);

        Recharge requested = moves.request(moves.rechargeOf(RECHARGED));
        platform.stack().process(service).kill();
        Recharge ended = moves.ended(requested);

        if (ended.getState() == Recharge.State.STATE_SUCCEEDED) {
            assertCredited(RECHARGED, mina, platform);
            return;
        }
        // Killed after it noted the command as sent and before it sent it, banking asks the bank,
        // which never heard of it, and sends nothing twice.
        assertThat(service).isEqualTo("banking");
        assertThat(ended.getFailureReason()).isEqualTo("NOT_RECEIVED_BY_BANK");
        assertCredited(0, mina, platform);
    }

    @Test
    void recharges_go_on_after_money_died_with_their_messages_in_its_hands(Platform platform)
            throws InterruptedException {
        Actor mina = newcomer(platform);
        Moves moves = Moves.of(mina);
        var kafka = platform.stack().process("kafka");

        kafka.stop();
        Recharge first = moves.request(moves.rechargeOf(RECHARGED));
        // By the time of its answer the first one's message is claimed, and cannot leave.
        Recharge second = moves.request(moves.rechargeOf(RECHARGED));
        platform.stack().process("money").kill();
        kafka.start();
        kafka.awaitStarted();

        assertThat(moves.ended(first).getState()).isEqualTo(Recharge.State.STATE_SUCCEEDED);
        assertThat(moves.ended(second).getState()).isEqualTo(Recharge.State.STATE_SUCCEEDED);
        assertCredited(2 * RECHARGED, mina, platform);
    }

    private static Actor newcomer(Platform platform) {
        return platform.world()
                .newcomer(MembershipKind.MEMBERSHIP_KIND_PERSON, "Killed Mina", BANK, CASH);
    }

    private static void assertCredited(long won, Actor actor, Platform platform) {
        assertThat(Moves.of(actor).available()).isEqualTo(won);
        assertThat(platform.bank().balance(actor.bankAccount())).isEqualTo(CASH - won);
        platform.proof().settled();
    }
}
