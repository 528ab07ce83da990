package io.mypay.membership.key;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.kit.auth.Role;
import io.mypay.kit.sql.Database;
import io.mypay.kit.testing.AtOnce;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.membership.Neighbours;
import io.mypay.membership.People;
import io.mypay.membership.Rows;
import io.mypay.membership.Secrets;
import io.mypay.membership.v1.BatchGetMembershipsRequest;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Secrets.class)
@WithTestResource(Neighbours.class)
class RotationTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration PERIOD = Duration.ofDays(30);

    @Inject SigningKeys keys;
    @Inject AccessTokens tokens;
    @Inject Database database;
    @Inject SigningKeyStore store;
    @Inject KeyPairs pairs;
    @Inject Rows rows;

    @Test
    void a_rotation_keeps_old_tokens_valid_and_signs_with_the_key_announced_before() {
        var before = token();
        var announced = text("SELECT key_id FROM signing_key WHERE state = 'NEXT'");
        agePeriod();
        get(keys.refresh());
        assertThat(text("SELECT key_id FROM signing_key WHERE state = 'SIGNING'"))
                .isEqualTo(announced);
        assertWorks(before);
        assertWorks(token());
        assertThat(published()).contains(announced).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void a_retired_key_has_lost_its_private_half_and_is_forgotten_when_its_tokens_are_over() {
        var signing = text("SELECT key_id FROM signing_key WHERE state = 'SIGNING'");
        agePeriod();
        get(keys.refresh());
        assertThat(published()).contains(signing);
        assertThat(
                        rows.count(
                                "SELECT count(*) FROM signing_key WHERE state = 'RETIRED' AND private_jwk IS NOT NULL"))
                .isZero();
        rows.change(
                "UPDATE signing_key SET retire_time = retire_time - interval '76 minutes' WHERE key_id = ?",
                UUID.fromString(signing));
        get(keys.refresh());
        assertThat(published()).doesNotContain(signing);
    }

    @Test
    void instances_that_look_at_once_rotate_once() throws InterruptedException {
        var retired = rows.count("SELECT count(*) FROM signing_key WHERE state = 'RETIRED'");
        agePeriod();
        Callable<KeyRing> instance =
                () -> get(new SigningKeys(database, store, pairs, PERIOD).refresh());
        var rings = AtOnce.times(8, instance);
        assertThat(rings.errors()).isEmpty();
        assertThat(rings.answers().stream().map(ring -> ring.signing()).distinct()).hasSize(1);
        assertThat(rows.count("SELECT count(*) FROM signing_key WHERE state = 'RETIRED'"))
                .isEqualTo(retired + 1);
    }

    @Test
    void private_keys_are_unreadable_in_the_database() {
        assertThat(
                        rows.count(
                                """
                                SELECT count(*)
                                  FROM signing_key
                                 WHERE position('"d"'::bytea IN private_jwk) > 0
                                    OR public_jwk ?? 'd'
                                """))
                .isZero();
    }

    private void agePeriod() {
        rows.change(
                """
                UPDATE signing_key
                   SET publish_time = publish_time - interval '31 days',
                       signing_time = signing_time - interval '31 days'
                 WHERE state IN ('NEXT', 'SIGNING')
                """);
    }

    private String token() {
        return get(tokens.issue("money", Role.SERVICE, Instant.now())).text();
    }

    private static void assertWorks(String token) {
        var nobody =
                BatchGetMembershipsRequest.newBuilder()
                        .addMembershipIds(UUID.randomUUID().toString());
        assertThat(People.with(token).batchGetMemberships(nobody.build()).getMembershipsList())
                .isEmpty();
    }

    private static List<String> published() {
        return when().get("/.well-known/jwks.json")
                .then()
                .statusCode(200)
                .extract()
                .path("keys.kid");
    }

    private String text(String sql) {
        return rows.text(sql);
    }

    private static <T> T get(Uni<T> uni) {
        return uni.await().atMost(SOON);
    }
}
