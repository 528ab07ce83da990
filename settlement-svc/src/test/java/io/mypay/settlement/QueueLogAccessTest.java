package io.mypay.settlement;

import io.mypay.kit.testing.OperatorAccess;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.kit.testing.TestClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class QueueLogAccessTest {
    @Test
    void the_messages_of_this_service_are_for_staff_alone() {
        OperatorAccess.isForStaffAlone(role -> TestClient.as(UUID.randomUUID(), role));
    }
}
