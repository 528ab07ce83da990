package io.mypay.money.ledger;

import static io.mypay.money.Fixture.member;
import static io.mypay.money.ledger.Asked.single;
import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.kit.money.Money;
import io.mypay.kit.sweep.Background;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.money.Fixture;
import io.mypay.money.Neighbours;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two batchers on one ledger, as two instances have them. */
@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Neighbours.class)
class TwoInstancesTest {
    private static final int TRANSFERS = 600;

    @Inject Fixture fixture;
    @Inject Batches batches;
    @Inject Background background;
    @Inject LedgerMeters meters;

    private Batcher one;
    private Batcher other;

    @BeforeEach
    void two_batchers() {
        one = new Batcher(batches, background, meters, TRANSFERS);
        other = new Batcher(batches, background, meters, TRANSFERS);
    }

    @AfterEach
    void the_ledger_is_proven() {
        fixture.assertProven();
    }

    @Test
    void the_same_transfers_at_both_are_applied_once_and_answered_twice() {
        var random = new Random();
        var members = Stream.generate(() -> member(fixture.aMemberWith(10_000))).limit(4).toList();
        var transfers = Stream.generate(() -> between(members, random)).limit(TRANSFERS).toList();
        var deadlocks = deadlocks();

        var atOne = postAll(one, shuffled(transfers, random));
        var atOther = postAll(other, shuffled(transfers, random));

        for (var transfer : transfers) {
            var results =
                    List.of(atOne.get(transfer.id()).join(), atOther.get(transfer.id()).join());
            assertThat(results)
                    .extracting(Result::outcome)
                    .containsExactlyInAnyOrder(results.getFirst().settled(), Outcome.REPLAYED);
            assertThat(results)
                    .extracting(Result::settled)
                    .containsOnly(results.getFirst().settled());
        }
        assertThat(deadlocks()).isEqualTo(deadlocks);
    }

    // Without a common account the two do not meet at a lock, only at the primary key.
    @Test
    void one_id_for_two_transfers_at_both_is_applied_for_one_of_them() {
        for (int round = 0; round < 20; round++) {
            var first = single(aMember(), aMember(), 10);
            var second =
                    single(first.id(), aMember(), aMember(), Money.krw(10), Code.PAYMENT, false);

            var atOne = one.post(List.of(first)).subscribeAsCompletionStage();
            var atOther = other.post(List.of(second)).subscribeAsCompletionStage();

            assertThat(List.of(atOne.join().getFirst(), atOther.join().getFirst()))
                    .extracting(Result::outcome)
                    .containsExactlyInAnyOrder(Outcome.APPLIED, Outcome.ID_REUSED);
        }
    }

    private static java.util.Map<TransferId, CompletableFuture<Result>> postAll(
            Batcher batcher, List<Transfer.Single> transfers) {
        return transfers.stream()
                .collect(
                        Collectors.toMap(
                                Transfer.Single::id,
                                transfer ->
                                        batcher.post(List.of(transfer))
                                                .map(List::getFirst)
                                                .subscribeAsCompletionStage()));
    }

    private static Transfer.Single between(List<String> members, Random random) {
        var two = new ArrayList<>(members);
        Collections.shuffle(two, random);
        return single(two.get(0), two.get(1), random.nextLong(1, 2_000));
    }

    private static List<Transfer.Single> shuffled(List<Transfer.Single> transfers, Random random) {
        var shuffled = new ArrayList<>(transfers);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private String aMember() {
        return member(fixture.aMemberWith(10));
    }

    private long deadlocks() {
        return fixture.number(
                "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
    }
}
