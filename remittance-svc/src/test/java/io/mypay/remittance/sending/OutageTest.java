package io.mypay.remittance.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mypay.banking.v1.Firmbanking;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.kit.testing.neighbour.Outages.Operation;
import io.mypay.remittance.neighbour.Neighbours;
import io.mypay.remittance.v1.Remittance.State;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Neighbours that are away in the middle of a remittance, one step each, all at the same time. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(Neighbours.class)
class OutageTest {
    /** One call and the five retries of it: then the step has failed, and the sweeper's turn is. */
    private static final int CALLS_OF_A_STEP = 6;

    /** Asked before a remittance is accepted, or by payments or membership alone. */
    private static final Set<Operation> NOT_ASKED_ON_THE_WAY =
            Set.of(
                    Operation.MEMBERSHIPS,
                    Operation.BANK_ACCOUNTS,
                    Operation.REFUND,
                    Operation.CLOSING);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject Rows rows;

    @Test
    void whatever_is_away_for_a_while_the_remittance_ends_once() throws InterruptedException {
        Together.run(
                EnumSet.complementOf(EnumSet.copyOf(NOT_ASKED_ON_THE_WAY)).stream()
                        .<Callable<String>>map(operation -> () -> survivesAbsence(operation))
                        .toList());

        assertThat(Neighbours.LEDGER.sum()).isZero();
    }

    private String survivesAbsence(Operation operation) {
        var mina = sender(operation);
        Neighbours.OUTAGES.begin(operation, mina.id);

        var id = begin(mina, operation);
        await(operation.name())
                .atMost(PATIENCE)
                .until(() -> Neighbours.OUTAGES.hits(operation, mina.id) > CALLS_OF_A_STEP);
        assertThat(mina.isFinal(id)).as(operation.name()).isFalse();
        if (operation == Operation.FIRMBANKING_STANDING) {
            Neighbours.FIRMBANKING.end(id, Firmbanking.State.STATE_SUCCEEDED);
        }
        Neighbours.OUTAGES.end(operation, mina.id);

        return endsOnce(mina, id, operation);
    }

    @Test
    void whatever_answer_is_lost_the_remittance_ends_once() throws InterruptedException {
        Together.run(
                Stream.of(
                                Operation.RECHARGE,
                                Operation.MOVE,
                                Operation.HOLD,
                                Operation.FIRMBANKING,
                                Operation.CAPTURE,
                                Operation.RELEASE)
                        .<Callable<String>>map(operation -> () -> survivesSilence(operation))
                        .toList());

        assertThat(Neighbours.LEDGER.sum()).isZero();
    }

    private String survivesSilence(Operation operation) {
        var mina = sender(operation);
        Neighbours.OUTAGES.loseAnswers(operation, mina.id, CALLS_OF_A_STEP + 1);
        return endsOnce(mina, begin(mina, operation), operation);
    }

    private static Member sender(Operation operation) {
        var mina = Member.with(8_000).banked();
        if (operation == Operation.RELEASE) {
            Neighbours.FIRMBANKING.firmbankingsWillBe(mina.id, Firmbanking.State.STATE_FAILED);
        }
        if (operation == Operation.FIRMBANKING_STANDING) {
            Neighbours.FIRMBANKING.firmbankingsWillBe(mina.id, Firmbanking.State.STATE_UNKNOWN);
        }
        return mina;
    }

    /**
     * Accepting a remittance needs the balance too, so where that is away it is accepted already.
     */
    private String begin(Member mina, Operation operation) {
        if (operation == Operation.BALANCE) {
            var order = Orders.toBank(mina.id, 10_000);
            rows.abandoned(Remittance.Requested.of(order));
            return order.id().toString();
        }
        var request =
                operation == Operation.MOVE
                        ? mina.toMember(Member.with(0).id, 10_000)
                        : mina.toBank(10_000);
        return mina.send(request).getRemittanceId();
    }

    private String endsOnce(Member mina, String id, Operation operation) {
        var name = operation.name();
        await(name).atMost(PATIENCE).until(() -> mina.isFinal(id));
        var failed = operation == Operation.RELEASE;
        assertThat(mina.read(id).getState())
                .as(name)
                .isEqualTo(failed ? State.STATE_FAILED : State.STATE_COMPLETED);
        var price = operation == Operation.MOVE ? 10_000 : 10_500;
        assertThat(mina.available()).as(name).isEqualTo(18_000 - (failed ? 0 : price));
        assertThat(mina.held()).as(name).isZero();
        assertThat(Neighbours.MONEY.recharges(mina.id)).as(name).hasSize(1);
        assertThat(rows.events(id)).as(name).isEqualTo(1);
        return id;
    }
}
