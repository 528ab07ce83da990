package io.mypay.e2e.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.e2e.Actor;
import io.mypay.e2e.Endpoints;
import io.mypay.e2e.MyPay;
import io.mypay.e2e.OutsideBank;
import io.mypay.e2e.Won;
import io.mypay.e2e.World;
import io.mypay.money.v1.Recharge;
import io.mypay.type.v1.BankAccount;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An audit that finds nothing is worth something only if it finds what is there. */
class CommandAuditTest {

    private static final Recharge MADE =
            Recharge.newBuilder()
                    .setRechargeId("r1")
                    .setAmount(Won.of(1_000))
                    .setState(Recharge.State.STATE_SUCCEEDED)
                    .build();

    @TempDir Path folder;
    private Journal journal;

    @BeforeEach
    void a_journal() {
        journal = new Journal(folder.resolve("journal.log"));
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void a_command_and_what_it_made_agree() {
        asked(1_000, "r1");

        assertThat(found(Map.of("r1", MADE))).isEmpty();
    }

    @Test
    void so_do_a_command_and_a_failure_it_ended_in() {
        asked(1_000, "r1");
        Recharge failed = MADE.toBuilder().setState(Recharge.State.STATE_FAILED).build();

        assertThat(found(Map.of("r1", failed))).isEmpty();
    }

    @Test
    void what_was_accepted_and_is_not_there_is_lost() {
        asked(1_000, "r1");

        assertThat(found(Map.of())).singleElement().asString().startsWith("LOST");
    }

    @Test
    void what_nobody_answered_is_lost() {
        journal.opened(command(1_000));

        assertThat(found(Map.of())).singleElement().asString().startsWith("LOST");
    }

    @Test
    void what_nobody_asked_for_was_done_twice() {
        assertThat(found(Map.of("r1", MADE))).singleElement().asString().startsWith("TWICE");
    }

    @Test
    void another_amount_is_wrong() {
        asked(2_000, "r1");

        assertThat(found(Map.of("r1", MADE))).singleElement().asString().startsWith("WRONG");
    }

    @Test
    void two_commands_that_made_one_thing_are_wrong() {
        asked(1_000, "r1");
        asked(1_000, "r1");

        assertThat(found(Map.of("r1", MADE))).singleElement().asString().startsWith("WRONG");
    }

    private void asked(long won, String made) {
        Command command = command(won);
        journal.opened(command);
        journal.accepted(command, made);
    }

    private static Command command(long won) {
        return new Command(Command.Kind.RECHARGE, World.requestId(), someone(), won, _ -> MADE);
    }

    private static Person someone() {
        Endpoints nowhere = new Endpoints(Map.of("bank-simulator", 1));
        MyPay calls = MyPay.at(nowhere);
        World world = new World(calls, new OutsideBank(nowhere));
        BankAccount none = BankAccount.getDefaultInstance();
        return new Person(world, new Actor("Mina", "m1", "mina@example.com", "", none, calls));
    }

    private List<String> found(Map<String, Recharge> recharges) {
        Reading reading = new Reading(recharges, Map.of(), Map.of(), Map.of(), Map.of(), Map.of());
        Findings findings = new Findings();
        new CommandAudit(journal, reading, findings).run();
        return findings.all();
    }
}
