package io.mypay.banking.firmbanking;

import static io.mypay.banking.Callers.aBank;
import static io.mypay.banking.Callers.aDeposit;
import static io.mypay.banking.Callers.aService;
import static io.mypay.banking.Callers.anAccount;
import static io.mypay.banking.Callers.contractWith;
import static io.mypay.banking.Callers.current;
import static io.mypay.banking.Callers.request;
import static io.mypay.banking.Callers.staffOfContracts;
import static io.mypay.banking.FakeMembership.anActiveMember;
import static io.mypay.kit.testing.TestClient.requestId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.mypay.banking.FakeBank;
import io.mypay.banking.FakeBank.Fault;
import io.mypay.banking.Rows;
import io.mypay.banking.Surroundings;
import io.mypay.banking.v1.Firmbanking;
import io.mypay.banking.v1.Firmbanking.State;
import io.mypay.banking.v1.FirmbankingFailed;
import io.mypay.banking.v1.FirmbankingSucceeded;
import io.mypay.banking.v1.TerminateBankContractRequest;
import io.mypay.kit.testing.PlatformResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Surroundings.class)
class FirmbankingFaultsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject Rows rows;
    @Inject MeterRegistry meters;

    private final UUID member = anActiveMember();

    @Test
    void an_answer_lost_after_the_cash_moved_is_found_out_and_moves_it_once() {
        var bank = aBank().with(Fault.CUT_AFTER);
        var lost = deposit(bank);
        assertThat(lost.getState()).isEqualTo(State.STATE_UNKNOWN);
        assertEnds(lost, State.STATE_SUCCEEDED, "");
        assertThat(bank.commands()).isEqualTo(1);
        assertThat(bank.moved()).isEqualTo(15_000);
        assertThat(rows.events(FirmbankingSucceeded.class, lost.getOriginId())).isEqualTo(1);
    }

    @Test
    void an_answer_that_takes_too_long_is_found_out_and_its_late_arrival_changes_nothing() {
        var bank = aBank().with(Fault.HOLD);
        var lost = deposit(bank);
        assertThat(lost.getState()).isEqualTo(State.STATE_UNKNOWN);
        assertEnds(lost, State.STATE_SUCCEEDED, "");
        bank.release();
        assertThat(bank.moved()).isEqualTo(15_000);
        assertThat(rows.events(FirmbankingSucceeded.class, lost.getOriginId())).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"CUT_BEFORE", "SERVER_ERROR", "KEY_REUSED"})
    void what_the_bank_never_heard_of_fails_after_its_window_and_is_never_sent_again(Fault fault) {
        var bank = aBank().with(fault);
        var lost = deposit(bank);
        assertThat(lost.getState()).isEqualTo(State.STATE_UNKNOWN);
        bank.with(Fault.NONE);
        assertEnds(lost, State.STATE_FAILED, "NOT_RECEIVED_BY_BANK");
        assertThat(bank.commands()).isEqualTo(1);
        assertThat(bank.moved()).isZero();
        assertThat(rows.events(FirmbankingFailed.class, lost.getOriginId())).isEqualTo(1);
        assertThat(rows.committed(bank.code())).isZero();
    }

    @Test
    void a_command_that_the_bank_does_not_understand_fails() {
        var bank = aBank().with(Fault.REJECT);
        var failed = deposit(bank);
        assertThat(failed.getState()).isEqualTo(State.STATE_FAILED);
        assertThat(failed.getFailureReason()).isEqualTo("REJECTED_BY_BANK");
    }

    @Test
    void cash_that_moved_though_the_firmbanking_is_failed_already_is_raised() {
        var bank = aBank();
        var asked = aDeposit(member, anAccount(bank), 15_000);
        bank.meanwhile(() -> fail(asked.getOriginId()));
        assertThat(request(asked).getState()).isEqualTo(State.STATE_FAILED);
        assertThat(bank.moved()).isEqualTo(15_000);
        var raised = meters.get("mypay_firmbanking_raised").tag("bank", bank.code());
        assertThat(raised.tag("what", "moved_after_failure").counter().count()).isEqualTo(1);
    }

    private void fail(String originId) {
        var failed =
                """
                UPDATE firmbanking
                   SET state = 'FAILED', failure_reason = 'NOT_RECEIVED_BY_BANK'
                 WHERE origin_id = ?
                   AND state = 'SENT'
                """;
        assertThat(rows.change(failed, UUID.fromString(originId))).isEqualTo(1);
    }

    @Test
    void a_bank_that_is_away_is_asked_until_it_is_back() {
        var bank = aBank().with(Fault.CUT_AFTER);
        var lost = deposit(bank);
        bank.with(Fault.DOWN);
        await().atMost(PATIENCE).until(() -> attempts(lost) >= 2);
        assertThat(current(lost).getState()).isEqualTo(State.STATE_UNKNOWN);
        bank.with(Fault.NONE);
        assertEnds(lost, State.STATE_SUCCEEDED, "");
        assertThat(bank.commands()).isEqualTo(1);
    }

    @Test
    void what_a_crash_left_sent_is_asked_about_and_not_sent_again() {
        var bank = aBank().with(Fault.CUT_AFTER);
        var left = deposit(bank);
        bank.with(Fault.NONE);
        leave(left, "SENT");
        assertEnds(left, State.STATE_SUCCEEDED, "");
        assertThat(bank.commands()).isEqualTo(1);
        assertThat(bank.moved()).isEqualTo(15_000);
    }

    @Test
    void what_a_crash_left_requested_is_sent() {
        var bank = aBank().with(Fault.CUT_BEFORE);
        var left = deposit(bank);
        leave(left, "REQUESTED");
        bank.with(Fault.NONE);
        assertEnds(left, State.STATE_SUCCEEDED, "");
        assertThat(bank.moved()).isEqualTo(15_000);
        assertThat(rows.events(FirmbankingSucceeded.class, left.getOriginId())).isEqualTo(1);
    }

    @Test
    void what_was_not_sent_before_the_contract_ended_fails_and_what_was_is_followed() {
        var bank = FakeBank.open();
        var contract = contractWith(bank).getBankContractId();
        bank.with(Fault.CUT_AFTER);
        var unsent = deposit(bank);
        var inFlight = deposit(bank);
        bank.with(Fault.DOWN);
        leave(unsent, "REQUESTED", "now() + interval '2 seconds'");
        var end = TerminateBankContractRequest.newBuilder().setRequestId(requestId());
        staffOfContracts().terminateBankContract(end.setBankContractId(contract).build());
        bank.with(Fault.NONE);
        assertEnds(unsent, State.STATE_FAILED, "BANK_CONTRACT_NOT_VALID");
        assertEnds(inFlight, State.STATE_SUCCEEDED, "");
        assertThat(bank.commands(unsent.getFirmbankingId())).isEqualTo(1);
    }

    @Test
    void what_could_not_be_sent_in_time_fails() {
        var bank = aBank().with(Fault.CUT_BEFORE);
        var late = deposit(bank);
        leave(late, "REQUESTED", "now(), final_by = create_time + interval '1 microsecond'");
        assertEnds(late, State.STATE_FAILED, "BANK_UNAVAILABLE");
        assertThat(bank.commands()).isEqualTo(1);
    }

    @Test
    void a_bank_that_stays_silent_is_left_alone_and_commands_wait_unsent_until_it_is_back() {
        var bank = aBank().with(Fault.CUT_BEFORE);
        for (int i = 0; i < 3; i++) {
            assertThat(deposit(bank).getState()).isEqualTo(State.STATE_UNKNOWN);
        }
        var waiting = deposit(bank);
        assertThat(waiting.getState()).isEqualTo(State.STATE_REQUESTED);
        assertThat(bank.commands(waiting.getFirmbankingId())).isZero();
        bank.with(Fault.NONE);
        assertEnds(waiting, State.STATE_SUCCEEDED, "");
        assertThat(bank.moved()).isEqualTo(15_000);
    }

    @Test
    void a_slow_bank_does_not_slow_another() {
        var slow = aBank().with(Fault.HOLD);
        var quick = aBank();
        var held =
                aService()
                        .withDeadlineAfter(500, TimeUnit.MILLISECONDS)
                        .requestFirmbanking(aDeposit(member, anAccount(slow), 15_000).build())
                        .getFirmbanking();
        assertThat(deposit(quick).getState()).isEqualTo(State.STATE_SUCCEEDED);
        assertThat(held.getState()).isEqualTo(State.STATE_SENT);
        slow.release();
        assertEnds(held, State.STATE_SUCCEEDED, "");
    }

    private Firmbanking deposit(FakeBank bank) {
        return request(aDeposit(member, anAccount(bank), 15_000));
    }

    private void assertEnds(Firmbanking firmbanking, State state, String reason) {
        var end = new AtomicReference<Firmbanking>();
        await().atMost(PATIENCE)
                .untilAsserted(() -> {
                    end.set(current(firmbanking));
                    assertThat(end.get().getState()).isEqualTo(state);
                });
        assertThat(end.get().getFailureReason()).isEqualTo(reason);
    }

    private void leave(Firmbanking firmbanking, String state) {
        leave(firmbanking, state, "now()");
    }

    // Sets what a crash would have left; the bank's answer is not known at this point.
    private void leave(Firmbanking firmbanking, String state, String nextAttempt) {
        var changed =
                rows.change(
                        "UPDATE firmbanking SET state = ?, unheard_since = NULL, next_attempt_time = "
                                + nextAttempt
                                + " WHERE firmbanking_id = ? AND state = 'UNKNOWN'",
                        state,
                        UUID.fromString(firmbanking.getFirmbankingId()));
        assertThat(changed).isEqualTo(1);
    }

    private long attempts(Firmbanking firmbanking) {
        return rows.count(
                "SELECT attempts FROM firmbanking WHERE firmbanking_id = ?",
                UUID.fromString(firmbanking.getFirmbankingId()));
    }
}
