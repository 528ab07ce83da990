package io.mypay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.mypay.e2e.StackExtension.Platform;
import io.mypay.membership.v1.MembershipKind;
import io.mypay.money.v1.Recharge;
import io.mypay.remittance.v1.ListRemittancesRequest;
import io.mypay.remittance.v1.Remittance;
import io.mypay.stack.Service;
import io.mypay.stack.process.Supervised;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A service that is asked to end finishes what it has begun, takes nothing more, and leaves. */
@ExtendWith(StackExtension.class)
class GracefulStopTest {

    private static final String BANK = "020";
    private static final long CASH = 1_000_000;
    private static final long RECHARGED = 50_000;
    private static final Duration READY_WITHIN = Duration.ofMinutes(1);
    private static final Duration LEAVES_WITHIN = Duration.ofSeconds(12);

    @Test
    void a_call_in_flight_is_answered_and_new_ones_are_turned_away(Platform platform)
            throws Exception {
        Actor mina = newcomer(platform);
        Moves moves = Moves.of(mina);
        moves.ended(moves.request(moves.rechargeOf(RECHARGED)));
        platform.bank().fault(BANK, Map.of("latency_ms", 1_500, "remaining", 1));

        var asked = moves.remittanceTo(mina.bankAccount(), 10_000);
        var answer = CompletableFuture.supplyAsync(() -> moves.request(asked));
        Eventually.holds(
                "the bank has the command",
                () -> platform.bank().balance(mina.bankAccount()),
                balance -> balance == CASH - RECHARGED + 10_000);
        Supervised remittance = platform.stack().process("remittance");
        ProcessHandle process = askedToEnd(remittance);
        try (var impatient = mina.calls().once(Duration.ofSeconds(2))) {
            Eventually.holds(
                    "a new call is turned away",
                    () -> answerTo(impatient, mina),
                    told -> told.equals("UNAVAILABLE LEAVING"));
        }
        assertThat(answer).as("still in flight").isNotDone();
        assertThat(answer.get(5, TimeUnit.SECONDS).getState())
                .isEqualTo(Remittance.State.STATE_COMPLETED);
        assertLeaves(process);
        awaitAnotherThan(process, remittance);
        platform.bank().heal(BANK);
        platform.proof().settled();
    }

    @Test
    void a_watch_is_sent_elsewhere_and_the_recharge_goes_on(Platform platform) throws Exception {
        Actor mina = newcomer(platform);
        Moves moves = Moves.of(mina);
        platform.bank().fault(BANK, Map.of("latency_ms", 2_500, "remaining", 1));

        Recharge requested = moves.request(moves.rechargeOf(RECHARGED));
        var watch =
                CompletableFuture.supplyAsync(() ->
                        catchThrowableOfType(
                                StatusRuntimeException.class, () -> moves.watched(requested)));
        Eventually.holds(
                "the bank moved the cash",
                () -> platform.bank().balance(mina.bankAccount()),
                balance -> balance == CASH - RECHARGED);
        Supervised money = platform.stack().process("money");
        ProcessHandle process = askedToEnd(money);

        var ended = watch.get(5, TimeUnit.SECONDS);
        assertThat(Errors.code(ended)).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(Errors.reason(ended)).isEqualTo("LEAVING");
        assertThat(Errors.saysWhenToRetry(ended)).isTrue();
        assertLeaves(process);
        awaitAnotherThan(process, money);
        assertThat(moves.ended(requested).getState()).isEqualTo(Recharge.State.STATE_SUCCEEDED);
        assertThat(moves.available()).isEqualTo(RECHARGED);
        platform.bank().heal(BANK);
        platform.proof().settled();
    }

    @Test
    void every_service_leaves_by_itself_when_it_is_asked_to(Platform platform) throws Exception {
        List<Supervised> services =
                Service.MYPAY.stream()
                        .map(service -> platform.stack().process(service.name()))
                        .toList();

        List<ProcessHandle> asked = services.stream().map(GracefulStopTest::askedToEnd).toList();

        for (ProcessHandle process : asked) {
            assertLeaves(process);
        }
        for (int i = 0; i < asked.size(); i++) {
            awaitAnotherThan(asked.get(i), services.get(i));
        }
        newcomer(platform);
    }

    private static String answerTo(MyPay caller, Actor actor) {
        var list =
                ListRemittancesRequest.newBuilder().setMembershipId(actor.membershipId()).build();
        try {
            caller.remittances().listRemittances(list);
            return "OK";
        } catch (StatusRuntimeException refused) {
            return Errors.code(refused) + " " + Errors.reason(refused);
        }
    }

    private static Actor newcomer(Platform platform) {
        return platform.world()
                .newcomer(MembershipKind.MEMBERSHIP_KIND_PERSON, "Leaving Mina", BANK, CASH);
    }

    /** SIGTERM, as an operator's or Kubernetes' hand; whoever supervises starts it again. */
    private static ProcessHandle askedToEnd(Supervised supervised) {
        ProcessHandle process = ProcessHandle.of(supervised.pid()).orElseThrow();
        assertThat(process.destroy()).isTrue();
        return process;
    }

    /** Supervision starts it again as if it had died. */
    private static void awaitAnotherThan(ProcessHandle former, Supervised supervised)
            throws InterruptedException {
        Eventually.holds("another process", supervised::pid, pid -> pid != former.pid());
        supervised.awaitReady(READY_WITHIN);
    }

    private static void assertLeaves(ProcessHandle process) throws Exception {
        process.onExit().get(LEAVES_WITHIN.toSeconds(), TimeUnit.SECONDS);
        assertThat(process.isAlive()).isFalse();
    }
}
