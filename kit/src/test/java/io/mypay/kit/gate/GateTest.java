package io.mypay.kit.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class GateTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final Breaker.Policy policy = new Breaker.Policy(2, Duration.ofSeconds(10));
    private final Gate gate = new Gate("a bank", new Gate.Limits(2, 1, policy), now::get);
    private final List<CompletableFuture<Verdict>> inside = new ArrayList<>();

    @Test
    void no_more_than_allowed_are_inside_and_the_next_one_waits_in_line() {
        var first = enter();
        enter();
        var third = enter();
        assertThat(inside).hasSize(2);
        inside.get(0).complete(Verdict.ANSWERED);
        first.assertItem(Verdict.ANSWERED);
        assertThat(inside).hasSize(3);
        inside.get(2).complete(Verdict.ANSWERED);
        third.assertItem(Verdict.ANSWERED);
    }

    @Test
    void a_full_line_turns_away_at_once() {
        enter();
        enter();
        enter();
        assertShut(enter());
        assertThat(inside).hasSize(2);
    }

    @Test
    void silences_in_a_row_open_the_breaker_and_one_trial_closes_it() {
        silences(2);
        assertShut(enter());
        pass(policy.pause());
        enter();
        assertShut(enter());
        inside.getLast().complete(Verdict.ANSWERED);
        enter().assertNotTerminated();
    }

    @Test
    void a_silent_trial_opens_the_breaker_again() {
        silences(2);
        pass(policy.pause());
        silences(1);
        assertShut(enter());
    }

    @Test
    void an_answer_in_between_keeps_the_breaker_closed() {
        silences(1);
        enter();
        inside.getLast().complete(Verdict.ANSWERED);
        silences(1);
        enter().assertNotTerminated();
    }

    @Test
    void a_trial_that_asked_nothing_leaves_the_trial_to_the_next() {
        silences(2);
        pass(policy.pause());
        enter();
        inside.getLast().complete(Verdict.NOT_ASKED);
        enter().assertNotTerminated();
        assertShut(enter());
    }

    @Test
    void work_that_fails_gives_its_place_back() {
        var failing = enter();
        inside.getLast().completeExceptionally(new IllegalStateException("storage"));
        failing.assertFailed();
        enter();
        enter();
        assertThat(inside).hasSize(3);
    }

    @Test
    void whoever_gives_up_in_line_leaves_the_place_to_the_next() {
        enter();
        enter();
        enter().cancel();
        var fourth = enter();
        inside.getFirst().complete(Verdict.ANSWERED);
        assertThat(inside).hasSize(3);
        inside.get(2).complete(Verdict.ANSWERED);
        fourth.assertItem(Verdict.ANSWERED);
    }

    @Test
    void whoever_gives_up_inside_gives_the_place_back() {
        enter().cancel();
        enter().cancel();
        enter();
        enter();
        assertThat(inside).hasSize(4);
        assertThat(enter().getItem()).isNull();
        assertShut(enter());
    }

    @Test
    void a_trial_that_is_given_up_leaves_the_trial_to_the_next() {
        silences(2);
        pass(policy.pause());
        enter().cancel();
        enter().assertNotTerminated();
        assertShut(enter());
    }

    @Test
    void a_failure_counts_as_it_is_judged() {
        for (int i = 0; i < 2; i++) {
            var failing =
                    gate.pass(this::work, verdict -> verdict, _ -> Verdict.SILENT)
                            .subscribe()
                            .withSubscriber(UniAssertSubscriber.create());
            inside.getLast().completeExceptionally(new IllegalStateException("no answer"));
            failing.assertFailedWith(IllegalStateException.class);
        }
        assertShut(enter());
    }

    private UniAssertSubscriber<Verdict> enter() {
        return gate.pass(this::work, verdict -> verdict)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }

    private Uni<Verdict> work() {
        var done = new CompletableFuture<Verdict>();
        inside.add(done);
        return Uni.createFrom().completionStage(done);
    }

    private void silences(int times) {
        for (int i = 0; i < times; i++) {
            enter();
            inside.getLast().complete(Verdict.SILENT);
        }
    }

    private void pass(Duration time) {
        now.updateAndGet(at -> at.plus(time));
    }

    private static void assertShut(UniAssertSubscriber<Verdict> entered) {
        entered.assertFailedWith(Shut.class);
    }
}
