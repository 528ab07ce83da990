package io.mypay.membership.login;

import static io.mypay.membership.People.aPerson;
import static io.mypay.membership.People.anEmail;
import static io.mypay.membership.People.auth;
import static io.mypay.membership.People.login;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import io.mypay.kit.testing.AtOnce;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.membership.Neighbours;
import io.mypay.membership.People;
import io.mypay.membership.Rows;
import io.mypay.membership.Secrets;
import io.mypay.membership.Sha256;
import io.mypay.membership.token.RefreshTokens;
import io.mypay.membership.v1.GetMembershipRequest;
import io.mypay.membership.v1.LoginResponse;
import io.mypay.membership.v1.RevokeTokenRequest;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Secrets.class)
@WithTestResource(Neighbours.class)
class RefreshTest {
    @Inject Rows rows;
    @Inject RefreshTokens tokens;

    @Test
    void each_refresh_token_is_followed_by_the_next_with_an_access_token_that_works() {
        var login = aLogin();
        var second = Refreshing.next(login.getTokens().getRefreshToken());
        var third = auth().refreshToken(Refreshing.request(second)).getTokens();
        assertThat(third.getRefreshToken()).isNotEqualTo(second);
        var self =
                GetMembershipRequest.newBuilder().setMembershipId(login.getMembershipId()).build();
        assertThat(
                        People.with(third.getAccessToken())
                                .getMembership(self)
                                .getMembership()
                                .getMembershipId())
                .isEqualTo(login.getMembershipId());
    }

    @Test
    void an_old_token_that_comes_back_ends_the_whole_family_and_no_other() {
        var email = anEmail();
        People.signUp(aPerson(email));
        var stolen = token(login(email, People.PASSWORD));
        var elsewhere = token(login(email, People.PASSWORD));
        var newest = Refreshing.next(stolen);
        assertInvalid(stolen);
        assertInvalid(newest);
        assertThat(Refreshing.next(elsewhere)).isNotEmpty();
    }

    @Test
    void of_many_with_one_token_at_most_one_gets_the_next_and_the_family_ends()
            throws InterruptedException {
        var token = token(aLogin());
        Callable<String> call = () -> Refreshing.next(token);
        var outcome = AtOnce.times(6, call);
        assertThat(outcome.answers()).hasSize(1);
        assertThat(outcome.reasons()).containsExactly("REFRESH_TOKEN_INVALID");
        assertInvalid(outcome.answers().getFirst());
    }

    @Test
    void an_expired_token_and_an_unknown_one_are_refused_alike() {
        var token = token(aLogin());
        rows.change(
                "UPDATE refresh_token SET expire_time = now() WHERE token_hash = ?",
                Sha256.hex(token));
        assertInvalid(token);
        assertInvalid("never given to anybody");
    }

    @Test
    void revoking_ends_the_family_by_any_of_its_tokens_and_may_be_repeated() {
        var first = token(aLogin());
        var second = Refreshing.next(first);
        revoke(first);
        revoke(first);
        revoke("never given to anybody");
        assertInvalid(second);
    }

    @Test
    void families_that_ended_long_ago_are_forgotten_with_their_tokens() {
        var old = token(aLogin());
        var recent = token(aLogin());
        rows.change(
                """
                UPDATE token_family
                   SET create_time = now() - interval '60 days',
                       expire_time = now() - interval '31 days'
                 WHERE family_id = (SELECT family_id FROM refresh_token WHERE token_hash = ?)
                """,
                Sha256.hex(old));
        tokens.forgetEnded().await().atMost(Duration.ofSeconds(10));
        assertThat(kept(old)).isZero();
        assertThat(kept(recent)).isOne();
    }

    @Test
    void tokens_are_kept_as_hashes() {
        var token = token(aLogin());
        assertThat(kept(token)).isOne();
        assertThat(rows.count("SELECT count(*) FROM refresh_token WHERE token_hash = ?", token))
                .isZero();
    }

    private long kept(String token) {
        return rows.count(
                "SELECT count(*) FROM refresh_token WHERE token_hash = ?", Sha256.hex(token));
    }

    private static void assertInvalid(String token) {
        var error = Refreshing.error(token);
        assertThat(error.code()).isEqualTo(Code.UNAUTHENTICATED);
        assertThat(error.reason()).isEqualTo("REFRESH_TOKEN_INVALID");
    }

    private static LoginResponse aLogin() {
        var email = anEmail();
        People.signUp(aPerson(email));
        return login(email, People.PASSWORD);
    }

    private static String token(LoginResponse login) {
        return login.getTokens().getRefreshToken();
    }

    private static void revoke(String token) {
        assertThat(
                        auth().revokeToken(
                                        RevokeTokenRequest.newBuilder()
                                                .setRefreshToken(token)
                                                .build()))
                .isNotNull();
    }
}
