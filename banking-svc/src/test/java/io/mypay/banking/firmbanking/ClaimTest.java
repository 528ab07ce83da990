package io.mypay.banking.firmbanking;

import static io.mypay.banking.Callers.aBank;
import static io.mypay.banking.Callers.aDeposit;
import static io.mypay.banking.Callers.anAccount;
import static io.mypay.banking.Callers.request;
import static io.mypay.banking.FakeMembership.anActiveMember;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mypay.banking.FakeBank;
import io.mypay.banking.FakeBank.Fault;
import io.mypay.banking.Rows;
import io.mypay.banking.Surroundings;
import io.mypay.banking.v1.Firmbanking.State;
import io.mypay.kit.sql.Database;
import io.mypay.kit.sweep.Lease;
import io.mypay.kit.testing.AtOnce;
import io.mypay.kit.testing.PlatformResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Several instances that sweep at the same time, and many commands to a bank that is away. */
@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Surroundings.class)
class ClaimTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject Rows rows;
    @Inject Database database;
    @Inject FirmbankingStore store;

    private final UUID member = anActiveMember();

    @Test
    void each_due_firmbanking_is_taken_by_one_of_them_and_sent_once() throws InterruptedException {
        var bank = aBank().with(Fault.CUT_AFTER);
        AtOnce.times(40, deposit(bank));

        leasesEnd();
        var claims = AtOnce.times(8, this::claim);

        assertThat(claims.answers().stream().flatMap(List::stream).map(Due::id))
                .doesNotHaveDuplicates();
        // Who took them does nothing with them.
        bank.with(Fault.NONE);
        leasesEnd();
        await().atMost(PATIENCE).until(() -> open() == 0);
        assertThat(bank.commands()).isEqualTo(40);
        assertThat(bank.moved()).isEqualTo(40_000);
    }

    private Callable<State> deposit(FakeBank bank) {
        return () -> request(aDeposit(member, anAccount(bank), 1_000)).getState();
    }

    /** What is being sent at this moment is left alone. */
    private void leasesEnd() {
        rows.change(
                """
                UPDATE firmbanking
                   SET next_attempt_time = now()
                 WHERE membership_id = ?
                   AND state IN ('REQUESTED', 'UNKNOWN')
                """,
                member);
    }

    private long open() {
        return rows.count(
                "SELECT count(*) FROM firmbanking WHERE membership_id = ? AND state <> 'SUCCEEDED'",
                member);
    }

    private List<Due> claim() {
        var lease = new Lease(Instant.now(), Duration.ofMinutes(1), 10);
        return database.inTransaction(tx -> store.claim(tx, lease)).await().atMost(PATIENCE);
    }

    @Test
    void many_commands_to_a_bank_that_is_away_keep_nobody_elses_waiting()
            throws InterruptedException {
        var away = aBank().with(Fault.HOLD);
        var quick = aBank();
        var calls = new ArrayList<>(Collections.nCopies(100, deposit(away)));
        calls.add(() -> {
            for (int i = 0; i < 20; i++) {
                assertThat(deposit(quick).call()).isEqualTo(State.STATE_SUCCEEDED);
            }
            return State.STATE_SUCCEEDED;
        });

        assertThat(AtOnce.call(calls).answers()).hasSize(101);

        away.release();
        away.with(Fault.NONE);
        await().atMost(PATIENCE).until(() -> open() == 0);
        assertThat(away.commands()).isEqualTo(100);
        assertThat(away.moved()).isEqualTo(100_000);
    }
}
