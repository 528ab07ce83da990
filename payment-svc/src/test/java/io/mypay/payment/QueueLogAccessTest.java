package io.mypay.payment;

import io.mypay.kit.testing.OperatorAccess;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.kit.testing.TestClient;
import io.mypay.payment.neighbour.Neighbours;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Neighbours.class)
class QueueLogAccessTest {
    @Test
    void the_messages_of_this_service_are_for_staff_alone() {
        OperatorAccess.isForStaffAlone(role -> TestClient.as(UUID.randomUUID(), role));
    }
}
