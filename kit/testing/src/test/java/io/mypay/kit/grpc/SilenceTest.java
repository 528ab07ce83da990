package io.mypay.kit.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.mypay.kit.auth.Role;
import io.mypay.kit.probe.v1.FailRequest;
import io.mypay.kit.probe.v1.ObserveRequest;
import io.mypay.kit.probe.v1.ProbeServiceGrpc;
import io.mypay.kit.testing.GrpcErrors;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.kit.testing.TestClient;
import io.mypay.stack.LocalPostgres;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whoever waits while PostgreSQL says nothing at all. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(FakeNeighbour.class)
class SilenceTest {
    private static final String MEMBER = "0197a000-0000-7000-8000-00000000000a";
    private static final Duration TOLD_WITHIN = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    LocalPostgres postgres;

    @Test
    void is_told_within_two_seconds_that_it_is_unavailable() {
        observe();
        postgres.pause();
        try {
            var asked = System.nanoTime();
            var error = waiting();
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(TOLD_WITHIN);
            assertThat(error.code()).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(error.reason()).isEqualTo("STORAGE_UNAVAILABLE");
            assertThat(error.retry()).isPresent();
        } finally {
            postgres.resume();
        }
        observe();
    }

    @Test
    void may_wait_for_other_things_for_as_long_as_he_likes() {
        assertThat(waiting().code()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    }

    private static GrpcErrors waiting() {
        var request = FailRequest.newBuilder().setWay("never").build();
        return TestClient.errorOf(() ->
                TestClient.as(MEMBER, Role.MEMBER)
                        .stub(ProbeServiceGrpc::newBlockingStub)
                        .withDeadlineAfter(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                        .fail(request));
    }

    private static void observe() {
        TestClient.as(MEMBER, Role.MEMBER)
                .stub(ProbeServiceGrpc::newBlockingStub)
                .observe(ObserveRequest.newBuilder().setBankCode("004").build());
    }
}
