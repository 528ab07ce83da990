package io.mypay.kit.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NeighbourTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Gates live as long as the process, so each test has neighbours of its own. */
    private final String neighbour = "neighbour-" + UUID.randomUUID();

    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void a_silent_neighbour_is_left_alone_at_once_and_tried_again_after_a_second() {
        silence();
        var before = calls.get();
        var start = System.nanoTime();

        assertUnavailable(() -> call(this::silent));

        assertThat(calls.get()).isEqualTo(before);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(500));
        var again =
                Uni.createFrom()
                        .deferred(() -> Neighbour.call(neighbour, this::answering))
                        .onFailure()
                        .retry()
                        .withBackOff(Duration.ofMillis(100), Duration.ofMillis(100))
                        .atMost(40);
        assertThat(again.await().atMost(PATIENCE)).isEqualTo("yes");
        assertThat(call(this::answering)).isEqualTo("yes");
    }

    @Test
    void other_neighbours_are_not_the_silent_ones_business() {
        silence();

        assertThat(
                        Neighbour.call("neighbour-" + UUID.randomUUID(), this::answering)
                                .await()
                                .atMost(PATIENCE))
                .isEqualTo("yes");
    }

    @Test
    void a_neighbour_that_says_why_it_cannot_is_there_and_goes_on_being_asked() {
        fourCallers(this::withoutStorage);

        assertThat(calls.get()).isEqualTo(24);
        assertThat(call(this::answering)).isEqualTo("yes");
    }

    @Test
    void refusals_are_answers() {
        for (int i = 0; i < 30; i++) {
            assertThatThrownBy(() -> call(() -> failing(Status.FAILED_PRECONDITION)))
                    .isInstanceOf(StatusRuntimeException.class);
        }

        assertThat(call(this::answering)).isEqualTo("yes");
    }

    @Test
    void callers_in_a_hurry_do_not_make_a_neighbour_silent() {
        for (int i = 0; i < 30; i++) {
            assertThatThrownBy(() -> call(() -> failing(Status.DEADLINE_EXCEEDED)))
                    .isInstanceOf(StatusRuntimeException.class);
        }

        assertThat(call(this::answering)).isEqualTo("yes");
    }

    /** Four callers, each with five retries, are more silences than it takes. */
    private void silence() {
        fourCallers(this::silent);
        assertThat(calls.get()).isGreaterThanOrEqualTo(20);
    }

    private void fourCallers(Supplier<Uni<String>> answer) {
        var callers =
                IntStream.range(0, 4).mapToObj(_ -> Neighbour.call(neighbour, answer)).toList();
        var all = Uni.join().all(callers).andCollectFailures().onFailure().recoverWithNull();
        all.await().atMost(PATIENCE);
    }

    private String call(Supplier<Uni<String>> answer) {
        return Neighbour.call(neighbour, answer).await().atMost(PATIENCE);
    }

    private Uni<String> silent() {
        calls.incrementAndGet();
        return failing(Status.UNAVAILABLE);
    }

    private Uni<String> withoutStorage() {
        calls.incrementAndGet();
        var reason = ErrorInfo.newBuilder().setReason("STORAGE_UNAVAILABLE").build();
        return Uni.createFrom()
                .failure(
                        StatusProto.toStatusRuntimeException(
                                com.google.rpc.Status.newBuilder()
                                        .setCode(Status.Code.UNAVAILABLE.value())
                                        .addDetails(Any.pack(reason))
                                        .build()));
    }

    private Uni<String> answering() {
        return Uni.createFrom().item("yes");
    }

    private static Uni<String> failing(Status status) {
        return Uni.createFrom().failure(status.asRuntimeException());
    }

    private void assertUnavailable(Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.refusal())
                                        .isEqualTo(new Common.NeighbourUnavailable(neighbour)));
    }
}
