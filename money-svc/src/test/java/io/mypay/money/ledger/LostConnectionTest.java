package io.mypay.money.ledger;

import static io.mypay.kit.testing.TestClient.errorOf;
import static io.mypay.money.Fixture.member;
import static io.mypay.money.Fixture.post;
import static io.mypay.money.Fixture.posted;
import static io.mypay.money.Fixture.results;
import static io.mypay.money.Fixture.single;
import static io.mypay.money.v1.TransferResult.Outcome.OUTCOME_APPLIED;
import static io.mypay.money.v1.TransferResult.Outcome.OUTCOME_REPLAYED;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.money.DatabaseWire;
import io.mypay.money.Fixture;
import io.mypay.money.Neighbours;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A connection that breaks while a batch commits. */
@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Neighbours.class)
class LostConnectionTest {
    @Inject Fixture fixture;

    @AfterEach
    void the_ledger_is_proven() {
        fixture.assertProven();
    }

    @Test
    void a_batch_committed_while_its_answer_was_lost_is_answered_as_what_it_is() {
        var payer = member(fixture.aMemberWith(100));
        var transfer = single(payer, "commission", 60);

        var lost = transfer.toBuilder().setReference(DatabaseWire.CUT_AFTER_COMMIT).build();

        assertThat(results(lost).getFirst().getOutcome()).isEqualTo(OUTCOME_APPLIED);
        assertThat(post(lost)).containsExactly(OUTCOME_REPLAYED);
        assertThat(posted(payer)).isEqualTo(40);
    }

    @Test
    void a_batch_lost_before_it_was_committed_is_unavailable_and_can_be_repeated() {
        var payer = member(fixture.aMemberWith(100));
        var transfer = single(payer, "commission", 60);
        var lost = transfer.toBuilder().setReference(DatabaseWire.CUT_BEFORE_COMMIT).build();

        var error = errorOf(() -> results(lost));

        assertThat(error.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(error.reason()).isEqualTo("STORAGE_UNAVAILABLE");
        assertThat(error.retry()).isPresent();
        assertThat(posted(payer)).isEqualTo(100);
        assertThat(post(transfer)).containsExactly(OUTCOME_APPLIED);
    }
}
