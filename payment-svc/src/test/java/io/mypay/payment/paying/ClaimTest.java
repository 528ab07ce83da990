package io.mypay.payment.paying;

import static io.mypay.payment.World.aMemberWith;
import static io.mypay.payment.World.aMerchant;
import static io.mypay.payment.World.await;
import static io.mypay.payment.World.untilDecided;
import static io.mypay.payment.neighbour.Neighbours.LEDGER;
import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.kit.sql.Database;
import io.mypay.kit.sweep.Lease;
import io.mypay.kit.testing.AtOnce;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.payment.World;
import io.mypay.payment.neighbour.Neighbours;
import io.mypay.payment.v1.Payment.State;
import io.mypay.payment.v1.PaymentCaptured;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Several instances that sweep at the same time. */
@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Neighbours.class)
class ClaimTest {
    @Inject World world;
    @Inject Database database;
    @Inject PaymentStore store;

    @Test
    void each_due_payment_is_taken_by_one_of_them_and_captured_once() throws InterruptedException {
        var member = aMemberWith(60_000);
        var merchant = aMerchant();
        var due =
                Stream.generate(() -> Orders.order(member, merchant, 1_000))
                        .limit(60)
                        .map(Payment.Requested::of)
                        .toList();
        due.forEach(payment ->
                await(database.inTransaction(tx -> store.insert(tx, payment, Orders.now()))));

        var claims = AtOnce.times(8, this::claim);

        assertThat(claims.answers().stream().flatMap(List::stream).map(Payment::id))
                .isNotEmpty()
                .doesNotHaveDuplicates();
        // Who took them does nothing with them: their leases end.
        world.change(
                "UPDATE payment SET next_attempt_at = now() WHERE member_id = $1", member.value());
        due.forEach(payment ->
                assertThat(untilDecided(payment.id().toString()).getState())
                        .isEqualTo(State.STATE_CAPTURED));
        assertThat(LEDGER.ofMerchant(merchant)).isEqualTo(60_000);
        assertThat(world.vouchersOf(merchant)).isEqualTo(60);
        assertThat(world.events(merchant, PaymentCaptured.class)).isEqualTo(60);
    }

    private List<Payment> claim() {
        var lease = new Lease(Instant.now(), Duration.ofMinutes(1), 10);
        return await(database.inTransaction(tx -> store.claim(tx, lease)));
    }
}
