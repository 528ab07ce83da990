package io.mypay.remittance.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mypay.kit.sql.Database;
import io.mypay.kit.sweep.Lease;
import io.mypay.kit.testing.AtOnce;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.remittance.neighbour.Neighbours;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Several instances that sweep at the same time. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(Neighbours.class)
class ClaimTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject Database database;
    @Inject RemittanceStore store;
    @Inject Rows rows;

    @Test
    void each_due_remittance_is_taken_by_one_of_them_and_ends_once() throws InterruptedException {
        var mina = Member.with(60_000);
        var jina = Member.with(0);
        var due =
                Stream.generate(() -> Orders.toMember(mina.id, jina.id, 1_000))
                        .limit(60)
                        .map(Remittance.Requested::of)
                        .toList();
        due.forEach(rows::abandoned);

        var claims = AtOnce.times(8, this::claim);

        assertThat(claims.answers().stream().flatMap(List::stream).map(Remittance::id))
                .isNotEmpty()
                .doesNotHaveDuplicates();
        // Who took them does nothing with them: their leases end.
        due.forEach(remittance -> rows.leaseEnds(remittance.id()));
        await().atMost(PATIENCE)
                .until(() -> due.stream().allMatch(it -> mina.isFinal(it.id().toString())));
        assertThat(jina.available()).isEqualTo(60_000);
        assertThat(due).allSatisfy(it -> assertThat(rows.events(it.id().toString())).isEqualTo(1));
    }

    private List<Remittance> claim() {
        var lease = new Lease(Instant.now(), Duration.ofMinutes(1), 10);
        return database.inTransaction(tx -> store.claim(tx, lease)).await().atMost(PATIENCE);
    }
}
