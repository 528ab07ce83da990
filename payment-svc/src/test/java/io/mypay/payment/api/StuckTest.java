package io.mypay.payment.api;

import static io.mypay.payment.World.aMemberWith;
import static io.mypay.payment.World.aMerchant;
import static io.mypay.payment.World.eventually;
import static io.mypay.payment.World.pay;
import static io.mypay.payment.World.refund;
import static io.mypay.payment.World.staff;
import static io.mypay.payment.World.untilDecided;
import static io.mypay.payment.neighbour.Neighbours.OUTAGES;
import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.kit.testing.PlatformResource;
import io.mypay.kit.testing.TestClient;
import io.mypay.kit.testing.neighbour.Outages.Operation;
import io.mypay.payment.World;
import io.mypay.payment.neighbour.Neighbours;
import io.mypay.payment.v1.ListStuckPaymentsRequest;
import io.mypay.payment.v1.ListStuckRefundsRequest;
import io.mypay.payment.v1.Payment.State;
import io.mypay.type.v1.Stuck;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What staff see of payments and refunds that should have ended. */
@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Neighbours.class)
class StuckTest {
    private static final String REASON = "NEIGHBOUR_UNAVAILABLE money";

    @Inject World world;

    @Test
    void a_payment_past_its_time_is_listed_with_its_reason_until_it_ends() {
        var member = aMemberWith(10_000);
        OUTAGES.begin(Operation.CAPTURE, member);
        var id = pay(member, aMerchant(), 4_000).getPaymentId();
        assertThat(payments(id)).isEmpty();
        overdue("payment", "payment_id", id);

        eventually(() -> payments(id).stream().anyMatch(it -> it.getLastReason().equals(REASON)));

        assertThat(payments(id))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.getMembershipId()).isEqualTo(member.toString());
                    assertThat(it.getState()).isEqualTo("AUTHORIZED");
                    assertThat(it.getAttempts()).isPositive();
                    assertThat(it.getFinalBy()).isEqualTo(World.get(id).getFinalBy());
                });
        OUTAGES.end(Operation.CAPTURE, member);
        assertThat(untilDecided(id).getState()).isEqualTo(State.STATE_CAPTURED);
        assertThat(payments(id)).isEmpty();
    }

    @Test
    void a_refund_past_its_time_is_listed_with_its_reason_until_it_ends() {
        var member = aMemberWith(10_000);
        var payment = pay(member, aMerchant(), 4_000);
        OUTAGES.begin(Operation.REFUND, member);
        var asked = refund(payment, 1_000).build();
        assertThat(TestClient.errorOf(() -> staff().refundPayment(asked)).reason())
                .isEqualTo("NEIGHBOUR_UNAVAILABLE");
        overdue("refund", "payment_id", payment.getPaymentId());

        assertThat(refundsOf(member.toString()))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.getState()).isEqualTo("REQUESTED");
                    assertThat(it.getLastReason()).isEqualTo(REASON);
                });
        OUTAGES.end(Operation.REFUND, member);
        staff().refundPayment(asked);
        assertThat(refundsOf(member.toString())).isEmpty();
    }

    private void overdue(String table, String key, String id) {
        var sql =
                "UPDATE %s SET final_by = now() - interval '1 hour' WHERE %s = $1"
                        .formatted(table, key);
        assertThat(world.change(sql, UUID.fromString(id))).isEqualTo(1);
    }

    private static List<Stuck> payments(String id) {
        return staff()
                .listStuckPayments(ListStuckPaymentsRequest.getDefaultInstance())
                .getStuckList()
                .stream()
                .filter(it -> it.getId().equals(id))
                .toList();
    }

    private static List<Stuck> refundsOf(String member) {
        return staff()
                .listStuckRefunds(ListStuckRefundsRequest.getDefaultInstance())
                .getStuckList()
                .stream()
                .filter(it -> it.getMembershipId().equals(member))
                .toList();
    }
}
