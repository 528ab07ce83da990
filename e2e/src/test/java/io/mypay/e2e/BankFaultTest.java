package io.mypay.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.e2e.StackExtension.Platform;
import io.mypay.membership.v1.MembershipKind;
import io.mypay.money.v1.Recharge;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A bank that misbehaves takes no cash twice, gives no money for nothing, and harms no other. */
@ExtendWith(StackExtension.class)
class BankFaultTest {

    private static final String BANK = "020";
    private static final String OTHER_BANK = "088";
    private static final long CASH = 1_000_000;
    private static final long RECHARGED = 50_000;
    private static final int WAITING = 40;

    /** Few, so that all tests stay quick; -Dmypay.measured=300 gives a 99th percentile. */
    private static final int MEASURED = Integer.getInteger("mypay.measured", 15);

    private static final int PERCENTILE = 99;
    private static final Duration SLACK = Duration.ofSeconds(1);

    private Platform platform;

    @BeforeEach
    void a_platform(Platform running) {
        platform = running;
    }

    @AfterEach
    void a_healthy_bank_for_whoever_comes_next() {
        platform.bank().heal(BANK);
    }

    @Test
    void a_bank_that_moves_the_cash_and_never_answers_is_asked_and_not_commanded_again() {
        Actor mina = customerOf(BANK);
        Moves moves = Moves.of(mina);
        platform.bank().fault(BANK, Map.of("fail_after_transfer", true, "remaining", 1));

        Recharge ended = moves.ended(moves.request(moves.rechargeOf(RECHARGED)));

        assertThat(ended.getState()).isEqualTo(Recharge.State.STATE_SUCCEEDED);
        assertMoved(RECHARGED, mina);
    }

    @Test
    void a_bank_slower_than_it_is_waited_for_is_asked_until_it_says_what_it_did() {
        Actor mina = customerOf(BANK);
        Moves moves = Moves.of(mina);
        platform.bank().fault(BANK, Map.of("latency_ms", 5_000, "remaining", 1));

        Recharge ended = moves.ended(moves.request(moves.rechargeOf(RECHARGED)));

        assertThat(ended.getState()).isEqualTo(Recharge.State.STATE_SUCCEEDED);
        assertMoved(RECHARGED, mina);
    }

    @Test
    void a_bank_that_declines_ends_the_recharge_with_its_reason() {
        Actor mina = customerOf(BANK);
        Moves moves = Moves.of(mina);
        platform.bank().fault(BANK, Map.of("decline_reason", "ACCOUNT_FROZEN", "remaining", 1));

        Recharge ended = moves.ended(moves.request(moves.rechargeOf(RECHARGED)));

        assertThat(ended.getState()).isEqualTo(Recharge.State.STATE_FAILED);
        assertThat(ended.getFailureReason()).isEqualTo("ACCOUNT_FROZEN");
        assertMoved(0, mina);
    }

    @Test
    void a_bank_that_is_down_keeps_its_own_customers_waiting_and_nobody_elses() {
        Actor mina = customerOf(BANK);
        Actor joon = customerOf(OTHER_BANK);
        Moves hers = Moves.of(mina);
        Moves his = Moves.of(joon);
        platform.bank().fault(BANK, Map.of("down", true));

        Recharge waiting = hers.request(hers.rechargeOf(RECHARGED));
        Recharge ofOther = his.ended(his.request(his.rechargeOf(RECHARGED)));
        platform.bank().heal(BANK);
        Recharge ended = hers.ended(waiting);

        assertThat(ofOther.getState()).isEqualTo(Recharge.State.STATE_SUCCEEDED);
        assertMoved(RECHARGED, joon);
        // Whether the bank ever hears of the command depends on the moment; half is impossible.
        boolean succeeded = ended.getState() == Recharge.State.STATE_SUCCEEDED;
        assertMoved(succeeded ? RECHARGED : 0, mina);
    }

    /** Noise of a busy machine is within the slack; waiting behind the slow bank is not. */
    @Test
    void a_bank_that_answers_nobody_in_time_does_not_slow_the_customers_of_another() {
        Actor joon = customerOf(OTHER_BANK);
        List<Actor> stuck = Stream.generate(() -> customerOf(BANK)).limit(4).toList();
        Duration before = slowRecharge(joon);

        platform.bank().fault(BANK, Map.of("latency_ms", 30_000));
        List<Recharge> waiting =
                IntStream.range(0, WAITING)
                        .mapToObj(i -> Moves.of(stuck.get(i % stuck.size())))
                        .map(moves -> moves.request(moves.rechargeOf(1_000)))
                        .toList();
        Duration during = slowRecharge(joon);
        platform.bank().heal(BANK);

        System.out.println("one bank down: others took " + during + ", before " + before);
        assertThat(during).isLessThan(before.multipliedBy(3).dividedBy(2).plus(SLACK));
        for (int i = 0; i < WAITING; i++) {
            Recharge ended = Moves.of(stuck.get(i % stuck.size())).ended(waiting.get(i));
            assertThat(ended.getState()).isNotEqualTo(Recharge.State.STATE_REQUESTED);
        }
        platform.proof().settled();
    }

    private Duration slowRecharge(Actor actor) {
        Moves moves = Moves.of(actor);
        List<Duration> took =
                IntStream.range(0, MEASURED).mapToObj(_ -> recharge(moves)).sorted().toList();
        return took.get((MEASURED - 1) * PERCENTILE / 100);
    }

    private static Duration recharge(Moves moves) {
        long began = System.nanoTime();
        Recharge ended = moves.watched(moves.request(moves.rechargeOf(1_000)));
        assertThat(ended.getState()).isEqualTo(Recharge.State.STATE_SUCCEEDED);
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private Actor customerOf(String bank) {
        return platform.world()
                .newcomer(MembershipKind.MEMBERSHIP_KIND_PERSON, "Patient Mina", bank, CASH);
    }

    private void assertMoved(long won, Actor actor) {
        assertThat(Moves.of(actor).available()).isEqualTo(won);
        assertThat(platform.bank().balance(actor.bankAccount())).isEqualTo(CASH - won);
        platform.proof().settled();
    }
}
