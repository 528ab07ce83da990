package io.mypay.kit.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.kit.auth.TokenSource.Issued;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ServiceTokenTest {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");

    private final Deque<CompletableFuture<Issued>> asked = new ArrayDeque<>();
    private final ServiceToken token =
            new ServiceToken(() -> {
                asked.add(new CompletableFuture<>());
                return asked.getLast();
            });

    @Test
    void the_first_calls_wait_for_one_token() {
        var first = token.get(NOW).toCompletableFuture();
        var second = token.get(NOW).toCompletableFuture();
        assertThat(first).isNotDone();
        issue("one", NOW.plusSeconds(900));
        assertThat(first).isCompletedWithValue("one");
        assertThat(second).isCompletedWithValue("one");
        assertThat(asked).isEmpty();
    }

    @Test
    void it_is_renewed_before_it_expires_and_nobody_waits_for_that() {
        var _ = token.get(NOW);
        issue("one", NOW.plusSeconds(900));
        var late = NOW.plusSeconds(800);
        assertThat(token.get(late).toCompletableFuture()).isCompletedWithValue("one");
        issue("two", late.plusSeconds(900));
        assertThat(token.get(late).toCompletableFuture()).isCompletedWithValue("two");
    }

    @Test
    void after_a_failure_the_next_call_asks_again() {
        var failed = token.get(NOW).toCompletableFuture();
        asked.remove().completeExceptionally(new IllegalStateException("membership is away"));
        assertThat(failed).isCompletedExceptionally();
        var next = token.get(NOW).toCompletableFuture();
        issue("one", NOW.plusSeconds(900));
        assertThat(next).isCompletedWithValue("one");
    }

    private void issue(String accessToken, Instant expiresAt) {
        asked.remove().complete(new Issued(accessToken, expiresAt));
    }
}
