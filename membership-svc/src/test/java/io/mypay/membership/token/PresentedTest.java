package io.mypay.membership.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.kit.id.Uuid7;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PresentedTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final TokenFamily.Open OPEN =
            new TokenFamily.Open(
                    new FamilyId(Uuid7.next(NOW)),
                    new Holder(UUID.randomUUID(), HolderRole.MEMBER),
                    NOW);

    static Stream<Arguments> tokens() {
        var later = NOW.plusNanos(1);
        var revoked = OPEN.revoke(NOW);
        return Stream.of(
                Arguments.of(OPEN, later, Optional.empty(), new Presented.Valid(OPEN)),
                Arguments.of(OPEN, NOW, Optional.empty(), new Presented.Over()),
                Arguments.of(OPEN, later, Optional.of(NOW), new Presented.Reused(OPEN)),
                Arguments.of(OPEN, NOW, Optional.of(NOW), new Presented.Reused(OPEN)),
                Arguments.of(revoked, later, Optional.empty(), new Presented.Over()),
                Arguments.of(revoked, later, Optional.of(NOW), new Presented.Over()));
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void a_token_is_judged_by_its_family_its_end_and_its_use(
            TokenFamily family, Instant expiresAt, Optional<Instant> usedAt, Presented expected) {
        assertThat(Presented.judge(family, expiresAt, usedAt, NOW)).isEqualTo(expected);
    }

    @Test
    void a_family_is_prolonged_by_use_but_not_for_ever() {
        assertThat(OPEN.expiry(NOW)).isEqualTo(NOW.plus(Duration.ofDays(14)));
        assertThat(OPEN.expiry(NOW.plus(Duration.ofDays(80))))
                .isEqualTo(NOW.plus(Duration.ofDays(90)));
    }

    @Test
    void tokens_differ_and_do_not_show_themselves() {
        var random = new SecureRandom();
        var token = RefreshToken.random(random);
        assertThat(token).isNotEqualTo(RefreshToken.random(random));
        assertThat(token.text()).hasSize(43);
        assertThat(token.toString()).doesNotContain(token.text());
        assertThat(token.hash()).isEqualTo(new RefreshToken(token.text()).hash());
    }
}
