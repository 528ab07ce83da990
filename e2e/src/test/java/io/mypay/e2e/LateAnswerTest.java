package io.mypay.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.mypay.e2e.StackExtension.Platform;
import io.mypay.membership.v1.MembershipKind;
import io.mypay.money.v1.GetMemberMoneyRequest;
import io.mypay.stack.process.Supervised;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Callers who have left are answered late, and nobody else pays for it. */
@ExtendWith(StackExtension.class)
class LateAnswerTest {

    private static final Duration DEADLINE = Duration.ofMillis(400);
    private static final int CALLS = 40;
    private static final int ROUNDS = 3;

    @Test
    void calls_past_their_deadline_break_no_other_call_on_their_connection(Platform platform) {
        Actor mina = platform.world().stranger(MembershipKind.MEMBERSHIP_KIND_PERSON, "Hasty Mina");
        Moves.of(mina).awaitAccount();
        Supervised money = platform.stack().process("money");
        Queue<Code> codes = new ConcurrentLinkedQueue<>();

        try (MyPay hasty = mina.calls().once(DEADLINE)) {
            for (int i = 0; i < ROUNDS; i++) {
                money.pause();
                try {
                    callAtOnce(hasty, mina, codes);
                } finally {
                    money.resume();
                }
                // Those whose callers have left are answered among these.
                callAtOnce(hasty, mina, codes);
            }
        }

        Map<Code, Long> counts =
                codes.stream().collect(Collectors.groupingBy(code -> code, Collectors.counting()));
        assertThat(counts).containsKeys(Code.OK, Code.DEADLINE_EXCEEDED).hasSize(2);
    }

    private static void callAtOnce(MyPay calls, Actor actor, Queue<Code> codes) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CALLS; i++) {
                threads.execute(() -> codes.add(called(calls, actor)));
            }
        }
    }

    private static Code called(MyPay calls, Actor actor) {
        try {
            var request =
                    GetMemberMoneyRequest.newBuilder()
                            .setMembershipId(actor.membershipId())
                            .build();
            assertThat(calls.money().getMemberMoney(request).hasMemberMoney()).isTrue();
            return Code.OK;
        } catch (StatusRuntimeException e) {
            return Errors.code(e);
        }
    }
}
