package io.mypay.kit.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.mypay.kit.auth.Role;
import io.mypay.kit.probe.v1.CountRequest;
import io.mypay.kit.probe.v1.FailRequest;
import io.mypay.kit.probe.v1.Line;
import io.mypay.kit.probe.v1.ObserveRequest;
import io.mypay.kit.probe.v1.ProbeServiceGrpc;
import io.mypay.kit.probe.v1.ProbeServiceGrpc.ProbeServiceBlockingStub;
import io.mypay.kit.probe.v1.RelayRequest;
import io.mypay.kit.testing.GrpcErrors;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.kit.testing.TestClient;
import io.mypay.kit.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(FakeNeighbour.class)
class WireTest {
    private static final String MEMBER = "0197a000-0000-7000-8000-00000000000a";
    private static final ObserveRequest FINE =
            ObserveRequest.newBuilder().setBankCode("004").build();

    @Test
    void a_malformed_request_is_refused_with_every_offending_field() {
        var request =
                ObserveRequest.newBuilder()
                        .setBankCode("KB")
                        .addLines(Line.newBuilder().setAmount(1))
                        .addLines(Line.newBuilder().setAmount(-5))
                        .build();
        var error = TestClient.errorOf(() -> member().observe(request));
        assertThat(error.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(error.reason()).isEqualTo("INVALID_FIELD");
        assertThat(error.domain()).isEqualTo("mypay.kit");
        assertThat(error.fields()).containsExactlyInAnyOrder("lines[1].amount", "bank_code");
    }

    @Test
    void a_refusal_becomes_a_status_with_reason_and_facts() {
        var error = failing("refused at once");
        assertThat(error.code()).isEqualTo(Status.Code.NOT_FOUND);
        assertThat(error.reason()).isEqualTo("NOT_FOUND");
        assertThat(error.metadata()).containsEntry("kind", "recharge").containsEntry("id", "r-1");
    }

    @Test
    void a_refusal_after_asynchronous_work_says_when_to_retry() {
        var error = failing("refused later");
        assertThat(error.code()).isEqualTo(Status.Code.ABORTED);
        assertThat(error.reason()).isEqualTo("REQUEST_IN_PROGRESS");
        assertThat(error.retry()).isPresent();
    }

    @Test
    void a_refusal_of_the_service_itself_is_explained_by_its_own_problems() {
        var error = failing("refused by precondition");
        assertThat(error.code()).isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(error.reason()).isEqualTo("INSUFFICIENT_FUNDS");
        assertThat(error.metadata()).containsEntry("missing_minor_units", "3000");
    }

    @Test
    void a_defect_is_internal_and_leaks_nothing() {
        for (var way : new String[] {"defect", "defect later"}) {
            var error = failing(way);
            assertThat(error.code()).isEqualTo(Status.Code.INTERNAL);
            assertThat(error.reason()).isEqualTo("INTERNAL");
            assertThat(error.toString()).doesNotContain("SELECT", "Kim", "Exception");
        }
    }

    @Test
    void work_that_took_too_long_is_deadline_exceeded() {
        var error = failing("too late");
        assertThat(error.code()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        assertThat(error.reason()).isEqualTo("DEADLINE_EXCEEDED");
    }

    @Test
    void what_belongs_to_another_member_is_refused() {
        var error = failing("not yours");
        assertThat(error.code()).isEqualTo(Status.Code.PERMISSION_DENIED);
        assertThat(error.reason()).isEqualTo("NOT_YOURS");
    }

    @Test
    void the_caller_and_the_method_are_known_after_asynchronous_work() {
        var seen = member().observe(FINE);
        assertThat(seen.getSubject()).isEqualTo(MEMBER);
        assertThat(seen.getRolesList()).containsExactly("MEMBER");
        assertThat(seen.getMethod()).isEqualTo("mypay.kit.probe.v1.ProbeService/Observe");
    }

    @Test
    void a_call_without_a_token_is_refused() {
        var error = TestClient.errorOf(() -> stub(TestClient.anonymous()).observe(FINE));
        assertThat(error.code()).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(error.reason()).isEqualTo("TOKEN_MISSING");
    }

    @Test
    void an_expired_token_is_refused_and_said_to_be_expired() {
        var error = unauthenticated(TestTokens.expired(MEMBER, Role.MEMBER));
        assertThat(error.metadata()).containsEntry("token", "expired");
    }

    @Test
    void forged_tokens_are_refused() {
        unauthenticated(TestTokens.forged(MEMBER, Role.MEMBER));
        unauthenticated("not.a.token");
        unauthenticated(TestTokens.bearer(MEMBER, Role.MEMBER) + "x");
    }

    @Test
    void a_token_of_an_unknown_key_is_refused_after_the_keys_were_looked_up_again() {
        // The header names the key "nobody": {"alg":"ES256","kid":"nobody"}.
        var token = TestTokens.bearer(MEMBER, Role.MEMBER);
        var renamed =
                "eyJhbGciOiJFUzI1NiIsImtpZCI6Im5vYm9keSJ9" + token.substring(token.indexOf('.'));
        unauthenticated(renamed);
    }

    @Test
    void a_stale_token_does_not_keep_anybody_out_of_a_public_call() {
        var client = TestClient.withToken(TestTokens.expired(MEMBER, Role.MEMBER));
        var answer = stub(client).fail(FailRequest.getDefaultInstance());
        assertThat(answer.isInitialized()).isTrue();
    }

    @Test
    void a_caller_without_the_role_is_refused_and_one_with_it_is_served() {
        var request = CountRequest.newBuilder().setUpTo(3).build();
        var error = TestClient.errorOf(() -> member().count(request).next());
        assertThat(error.code()).isEqualTo(Status.Code.PERMISSION_DENIED);
        assertThat(error.reason()).isEqualTo("ROLE_MISSING");

        var numbers = new ArrayList<Integer>();
        stub(TestClient.as("money", Role.SERVICE))
                .count(request)
                .forEachRemaining(it -> numbers.add(it.getNumber()));
        assertThat(numbers).containsExactly(0, 1, 2);
    }

    @Test
    void the_callers_deadline_reaches_the_service_and_its_neighbours() {
        var client = member().withDeadlineAfter(2, TimeUnit.SECONDS);
        assertThat(client.observe(FINE).getRemainingMillis()).isBetween(1_000L, 2_000L);
        assertThat(client.relay(relay("")).getRemainingMillis()).isBetween(500L, 2_000L);
    }

    @Test
    void a_neighbour_is_never_waited_for_longer_than_three_seconds() {
        assertThat(member().relay(relay("")).getRemainingMillis()).isBetween(1_000L, 3_000L);
    }

    @Test
    void neighbours_are_called_in_the_services_own_name_with_one_token_for_many_calls() {
        var before = FakeNeighbour.TOKENS_ISSUED.get();
        for (var i = 0; i < 3; i++) {
            assertThat(member().relay(relay("")).getAuthorization())
                    .isEqualTo("Bearer " + FakeNeighbour.TOKEN);
        }
        assertThat(FakeNeighbour.TOKENS_ISSUED.get() - before).isLessThanOrEqualTo(1);
    }

    @Test
    void a_neighbour_that_is_unavailable_is_called_again() {
        assertThat(member().relay(relay("twice unavailable")).getAttempts()).isEqualTo(3);
    }

    @Test
    void what_a_neighbour_refuses_to_the_caller_comes_through() {
        var error = TestClient.errorOf(() -> member().relay(relay("funds")));
        assertThat(error.code()).isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(error.reason()).isEqualTo("INSUFFICIENT_FUNDS");
        assertThat(error.domain()).isEqualTo("mypay.money");
    }

    @Test
    void what_goes_wrong_with_a_neighbour_is_no_fault_of_the_caller() {
        for (var way : new String[] {"denied", "broken"}) {
            var error = TestClient.errorOf(() -> member().relay(relay(way)));
            assertThat(error.code()).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(error.reason()).isEqualTo("NEIGHBOUR_UNAVAILABLE");
            assertThat(error.retry()).isPresent();
        }
    }

    @Test
    void a_neighbour_that_went_away_is_found_again_within_seconds() throws InterruptedException {
        FakeNeighbour.awayDuring(() -> {
            var error = TestClient.errorOf(() -> member().relay(relay("")));
            assertThat(error.reason()).isEqualTo("NEIGHBOUR_UNAVAILABLE");
            assertThat(error.metadata()).containsEntry("neighbour", "membership");
        });
        await().atMost(Duration.ofSeconds(5))
                .ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(member().relay(relay("")).getAttempts()).isPositive());
    }

    @Test
    void trailers_put_during_the_call_come_with_its_answer() {
        var client = TestClient.as(MEMBER, Role.MEMBER);
        stub(client).observe(FINE);
        assertThat(client.trailer("seen")).isEqualTo("yes");
    }

    @Test
    void every_call_is_measured_by_method_and_code() {
        member().observe(FINE);
        failing("refused at once");
        var metrics = RestAssured.get("/q/metrics").asString();
        assertThat(metrics)
                .containsPattern(
                        "mypay_rpc_seconds_count\\{code=\"OK\",method=\"mypay.kit.probe.v1.ProbeService/Observe\"\\}")
                .containsPattern("mypay_rpc_seconds_count\\{code=\"NOT_FOUND\"");
    }

    @Test
    void the_service_is_ready_only_with_its_keys() {
        RestAssured.get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.name", org.hamcrest.Matchers.hasItem("token keys"));
    }

    private static GrpcErrors unauthenticated(String token) {
        var error = TestClient.errorOf(() -> stub(TestClient.withToken(token)).observe(FINE));
        assertThat(error.code()).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(error.reason()).isEqualTo("TOKEN_INVALID");
        return error;
    }

    private static GrpcErrors failing(String way) {
        var request = FailRequest.newBuilder().setWay(way).build();
        return TestClient.errorOf(() -> member().fail(request));
    }

    private static RelayRequest relay(String way) {
        return RelayRequest.newBuilder().setWay(way).build();
    }

    private static ProbeServiceBlockingStub member() {
        return stub(TestClient.as(MEMBER, Role.MEMBER));
    }

    private static ProbeServiceBlockingStub stub(TestClient client) {
        return client.stub(ProbeServiceGrpc::newBlockingStub);
    }
}
