package io.mypay.membership;

import io.mypay.kit.auth.Role;
import io.mypay.kit.testing.OperatorAccess;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.kit.testing.TestClient;
import io.mypay.membership.key.AccessTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Secrets.class)
@WithTestResource(Neighbours.class)
class QueueLogAccessTest {
    @Inject AccessTokens tokens;

    @Test
    void the_messages_of_this_service_are_for_staff_alone() {
        OperatorAccess.isForStaffAlone(this::as);
    }

    private TestClient as(Role role) {
        var token = tokens.issue(UUID.randomUUID().toString(), role, Instant.now());
        return TestClient.withToken(token.await().atMost(Duration.ofSeconds(5)).text());
    }
}
