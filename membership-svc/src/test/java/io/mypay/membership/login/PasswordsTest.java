package io.mypay.membership.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PasswordsTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final Passwords passwords = new Passwords(vertx, 4);

    @AfterEach
    void close() {
        passwords.close();
        vertx.closeAndAwait();
    }

    @Test
    void only_the_right_password_matches_down_to_its_last_byte() {
        var right = new Password("a".repeat(72));
        var hash = get(passwords.hash(right));
        assertThat(matches(right, Optional.of(hash))).isTrue();
        assertThat(matches(new Password("a".repeat(71) + "b"), Optional.of(hash))).isFalse();
        assertThat(matches(new Password("a".repeat(71)), Optional.of(hash))).isFalse();
    }

    @Test
    void nobody_has_no_password_not_even_the_one_that_is_compared_for_nobody() {
        assertThat(matches(new Password("nobody's"), Optional.empty())).isFalse();
    }

    @Test
    void the_same_salt_gives_the_same_hash_and_a_random_one_another() {
        var password = new Password("correct horse");
        var salt = new byte[Passwords.SALT_BYTES];
        assertThat(get(passwords.hash(password, salt)))
                .isEqualTo(get(passwords.hash(password, salt)));
        assertThat(get(passwords.hash(password))).isNotEqualTo(get(passwords.hash(password)));
    }

    @Test
    void a_flood_is_refused_beyond_the_queue_and_leaves_no_trace_in_it() {
        var password = new Password("correct horse");
        List<Uni<Boolean>> flood = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            flood.add(
                    passwords
                            .hash(password)
                            .map(_ -> true)
                            .onFailure(Refused.class)
                            .recoverWithItem(failure -> isOverloaded(failure)));
        }
        var done = get(Uni.join().all(flood).andFailFast());
        assertThat(done).contains(true).contains(false).hasSize(300);
        assertThat(get(passwords.hash(password))).isNotNull();
    }

    private static boolean isOverloaded(Throwable failure) {
        assertThat(((Refused) failure).refusal()).isInstanceOf(Common.Overloaded.class);
        return false;
    }

    private boolean matches(Password password, Optional<PasswordHash> hash) {
        return get(passwords.matches(password, hash));
    }

    private static <T> T get(Uni<T> uni) {
        return uni.await().atMost(SOON);
    }
}
