package io.mypay.membership.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mypay.kit.id.Uuid7;
import io.mypay.membership.key.KeySet.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KeySetTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final RotationPolicy POLICY =
            new RotationPolicy(DAY.multipliedBy(30), Duration.ofHours(1), Duration.ofHours(2));

    static Stream<Arguments> keys() {
        var old = NOW.minus(DAY.multipliedBy(30));
        var young = NOW.minus(DAY);
        var announced = NOW.minus(Duration.ofHours(1));
        return Stream.of(
                Arguments.of("nothing at all", List.of(), Step.PUBLISH),
                Arguments.of("only a successor", List.of(next(NOW)), Step.BEGIN),
                Arguments.of("no successor", List.of(signing(old)), Step.PUBLISH),
                Arguments.of(
                        "signs for a day", List.of(signing(young), next(announced)), Step.NOTHING),
                Arguments.of(
                        "signs for its period",
                        List.of(signing(old), next(announced)),
                        Step.ROTATE),
                Arguments.of(
                        "a moment less",
                        List.of(signing(old.plusNanos(1)), next(announced)),
                        Step.NOTHING),
                Arguments.of(
                        "successor unknown to verifiers",
                        List.of(signing(old), next(announced.plusNanos(1))),
                        Step.NOTHING));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("keys")
    void what_is_due_follows_from_the_keys(String situation, List<SigningKey> keys, Step expected) {
        assertThat(KeySet.of(keys).step(POLICY, NOW)).as(situation).isEqualTo(expected);
    }

    @Test
    void a_rotation_leaves_a_signing_key_a_new_successor_and_the_old_key_published() {
        var old = signing(NOW.minus(DAY.multipliedBy(31)));
        var next = next(NOW.minus(DAY));
        var fresh = next(NOW);
        var keys =
                KeySet.of(List.of(old, next))
                        .with(old.retire(NOW))
                        .with(next.sign(NOW))
                        .with(fresh);
        assertThat(keys.published().map(SigningKey::id))
                .containsExactly(next.id(), fresh.id(), old.id());
        assertThat(keys.step(POLICY, NOW)).isEqualTo(Step.NOTHING);
    }

    @Test
    void the_order_in_which_keys_are_read_does_not_matter() {
        var signing = signing(NOW);
        var next = next(NOW);
        var retired = signing(NOW).retire(NOW);
        var keys = KeySet.of(List.of(next, signing, retired));
        assertThat(keys).isEqualTo(KeySet.of(List.of(signing, retired, next)));
        assertThat(keys.published().map(SigningKey::id))
                .containsExactly(signing.id(), next.id(), retired.id());
    }

    @Test
    void a_policy_that_would_forget_keys_before_their_tokens_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RotationPolicy(DAY, DAY, Duration.ofMinutes(15)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RotationPolicy(Duration.ofHours(1), DAY, DAY));
    }

    private static SigningKey.Next next(Instant publishedAt) {
        return new SigningKey.Next(id(), "{}", new SealedJwk(new byte[0]), publishedAt);
    }

    private static SigningKey.Signing signing(Instant since) {
        return new SigningKey.Signing(id(), "{}", new SealedJwk(new byte[0]), since);
    }

    private static KeyId id() {
        return new KeyId(Uuid7.next(NOW));
    }
}
