package io.mypay.membership.login;

import static io.mypay.kit.testing.TestClient.errorOf;
import static io.mypay.membership.People.aPerson;
import static io.mypay.membership.People.anEmail;
import static io.mypay.membership.People.auth;
import static io.mypay.membership.People.login;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import io.mypay.kit.testing.AtOnce;
import io.mypay.kit.testing.GrpcErrors;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.membership.Neighbours;
import io.mypay.membership.People;
import io.mypay.membership.Rows;
import io.mypay.membership.Secrets;
import io.mypay.membership.Sha256;
import io.mypay.membership.v1.IssueServiceTokenRequest;
import io.mypay.membership.v1.IssueServiceTokenResponse;
import io.mypay.membership.v1.LoginResponse;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Secrets.class)
@WithTestResource(Neighbours.class)
class LoginTest {
    @Inject Rows rows;
    @Inject StaffLogin staff;
    @Inject Logins logins;

    @Test
    void an_access_token_says_who_and_what_for_a_quarter_of_an_hour() {
        var email = anEmail();
        var id = People.signUp(aPerson(email)).getMembershipId();
        var tokens = login(email, People.PASSWORD).getTokens();
        var parts = tokens.getAccessToken().split("\\.", -1);
        assertThat(json(parts[0])).contains("\"alg\":\"ES256\"", "\"kid\":", "\"typ\":\"JWT\"");
        assertThat(json(parts[1]))
                .contains(
                        "\"iss\":\"mypay\"",
                        "\"sub\":\"" + id + "\"",
                        "\"groups\":[\"MEMBER\"]",
                        "\"jti\":",
                        "\"iat\":")
                .contains("\"exp\":" + tokens.getExpireTime().getSeconds())
                .doesNotContain(email);
        var lifetime = tokens.getExpireTime().getSeconds() - Instant.now().getEpochSecond();
        assertThat(lifetime).isBetween(880L, 901L);
    }

    @Test
    void staff_log_in_as_the_environment_says_and_have_no_membership() {
        var login = login(Secrets.STAFF_LOGIN, Secrets.STAFF_PASSWORD);
        assertThat(login.getRolesList()).containsExactly("STAFF");
        assertThat(login.getMembershipId()).isEmpty();
    }

    @Test
    void a_staff_login_that_has_drifted_is_put_right_and_its_sessions_end() {
        var before =
                login(Secrets.STAFF_LOGIN, Secrets.STAFF_PASSWORD).getTokens().getRefreshToken();
        var subject = rows.text("SELECT subject FROM login WHERE role = 'STAFF'");
        rows.change("UPDATE login SET email = 'old@mypay.example' WHERE role = 'STAFF'");
        settleStaff();
        assertThat(login(Secrets.STAFF_LOGIN, Secrets.STAFF_PASSWORD).getRolesList())
                .containsExactly("STAFF");
        assertThat(rows.text("SELECT subject FROM login WHERE role = 'STAFF'")).isEqualTo(subject);
        assertThat(Refreshing.error(before).reason()).isEqualTo("REFRESH_TOKEN_INVALID");
    }

    @Test
    void a_staff_login_that_is_right_is_left_alone() {
        var token =
                login(Secrets.STAFF_LOGIN, Secrets.STAFF_PASSWORD).getTokens().getRefreshToken();
        settleStaff();
        assertThat(Refreshing.next(token)).isNotEmpty();
    }

    @Test
    void the_fifth_wrong_password_locks_the_login_even_for_the_right_one() {
        var email = anEmail();
        People.signUp(aPerson(email));
        assertLocksAfterFive(email);
        var locked = errorOf(() -> login(email.toUpperCase(Locale.ROOT), People.PASSWORD));
        assertThat(locked.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
        assertThat(locked.reason()).isEqualTo("LOGIN_LOCKED");
        assertThat(locked.retry().orElseThrow().getRetryDelay().getSeconds()).isBetween(50L, 60L);
    }

    @Test
    void an_email_that_nobody_has_behaves_alike() {
        assertLocksAfterFive(anEmail());
    }

    @Test
    void after_the_lock_a_right_password_clears_it_and_a_wrong_one_locks_for_longer() {
        var email = anEmail();
        People.signUp(aPerson(email));
        assertLocksAfterFive(email);
        endLock(email);
        assertThat(wrong(email).reason()).isEqualTo("CREDENTIALS_WRONG");
        assertThat(wrong(email).retry().orElseThrow().getRetryDelay().getSeconds())
                .isBetween(110L, 120L);
        endLock(email);
        assertThat(login(email, People.PASSWORD).getRolesList()).containsExactly("MEMBER");
        assertThat(lockOuts(email)).isZero();
    }

    @Test
    void a_day_of_quiet_forgives_wrong_passwords() {
        var quiet = anEmail();
        var restless = anEmail();
        wrong(quiet);
        wrong(restless);
        rows.change(
                "UPDATE lock_out SET update_time = now() - interval '25 hours' WHERE email_hash = ?",
                Sha256.hex(quiet));
        logins.forgive().await().atMost(Duration.ofSeconds(10));
        assertThat(lockOuts(quiet)).isZero();
        assertThat(lockOuts(restless)).isOne();
    }

    @Test
    void many_guesses_at_once_count_no_more_than_five() throws InterruptedException {
        var email = anEmail();
        People.signUp(aPerson(email));
        var outcome =
                AtOnce.call(
                        IntStream.range(0, 20)
                                .mapToObj(i ->
                                        (Callable<LoginResponse>) () -> login(email, "guess " + i))
                                .toList());
        assertThat(outcome.answers()).isEmpty();
        assertThat(outcome.errors().stream().filter(e -> e.reason().equals("CREDENTIALS_WRONG")))
                .hasSize(5);
        assertThat(outcome.errors().stream().filter(e -> e.reason().equals("LOGIN_LOCKED")))
                .hasSize(15);
        assertThat(
                        rows.count(
                                "SELECT failures FROM lock_out WHERE email_hash = ?",
                                Sha256.hex(email)))
                .isEqualTo(5);
    }

    @Test
    void malformed_credentials_are_refused_by_their_fields() {
        assertThat(errorOf(() -> login("nobody", "x")).fields()).containsExactly("email");
        assertThat(errorOf(() -> login(anEmail(), "")).fields()).containsExactly("password");
        assertThat(errorOf(() -> login(anEmail(), "가".repeat(25))).fields())
                .containsExactly("password");
    }

    @Test
    void a_service_gets_a_token_for_its_secret_and_for_nothing_else() {
        for (var right :
                new String[][] {{"money", "money-secret"}, {"banking", "bank=ing-secret=="}}) {
            var token = issue(right[0], right[1]);
            assertThat(json(token.getAccessToken().split("\\.", -1)[1]))
                    .contains("\"sub\":\"" + right[0] + "\"", "\"groups\":[\"SERVICE\"]");
            assertThat(
                            Duration.between(
                                    Instant.now(),
                                    Instant.ofEpochSecond(token.getExpireTime().getSeconds())))
                    .isBetween(Duration.ofMinutes(14), Duration.ofMinutes(15));
        }
        for (var wrong :
                new String[][] {
                    {"money", "bank=ing-secret=="},
                    {"nobody", "money-secret"},
                    {"Money", "money-secret"}
                }) {
            var error = errorOf(() -> issue(wrong[0], wrong[1]));
            assertThat(error.code()).isEqualTo(Code.UNAUTHENTICATED);
            assertThat(error.reason()).isEqualTo("CREDENTIALS_WRONG");
        }
    }

    private static void assertLocksAfterFive(String email) {
        for (int i = 0; i < 5; i++) {
            var error = wrong(email);
            assertThat(error.code()).isEqualTo(Code.UNAUTHENTICATED);
            assertThat(error.reason()).isEqualTo("CREDENTIALS_WRONG");
        }
        assertThat(wrong(email).reason()).isEqualTo("LOGIN_LOCKED");
    }

    private long lockOuts(String email) {
        return rows.count("SELECT count(*) FROM lock_out WHERE email_hash = ?", Sha256.hex(email));
    }

    private void endLock(String email) {
        rows.change(
                "UPDATE lock_out SET locked_until_time = now() WHERE email_hash = ?",
                Sha256.hex(email));
    }

    private void settleStaff() {
        staff.settle().await().atMost(Duration.ofSeconds(10));
    }

    private static GrpcErrors wrong(String email) {
        return errorOf(() -> login(email, "wrong password"));
    }

    private static IssueServiceTokenResponse issue(String id, String secret) {
        return auth().issueServiceToken(
                        IssueServiceTokenRequest.newBuilder()
                                .setClientId(id)
                                .setClientSecret(secret)
                                .build());
    }

    private static String json(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }
}
