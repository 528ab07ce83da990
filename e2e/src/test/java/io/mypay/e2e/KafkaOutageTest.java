package io.mypay.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.e2e.StackExtension.Platform;
import io.mypay.membership.v1.MembershipKind;
import io.mypay.money.v1.Recharge;
import io.mypay.remittance.v1.Remittance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Without Kafka commands are taken as ever; what they set off waits, and is not lost. */
@ExtendWith(StackExtension.class)
class KafkaOutageTest {

    private static final String BANK = "088";
    private static final int COMMANDS = 20;
    private static final long RECHARGED = 1_000;
    private static final long CASH = 100_000_000;

    /** As long as the commands take; -Dmypay.away.seconds=60 is the real thing. */
    private static final Duration AWAY = Duration.ofSeconds(Long.getLong("mypay.away.seconds", 0));

    private static final Duration DRAINED_WITHIN = Duration.ofSeconds(30);

    @Test
    void commands_are_accepted_while_it_is_down_and_done_by_themselves_after(Platform platform)
            throws Exception {
        World world = platform.world();
        Actor mina =
                world.newcomer(MembershipKind.MEMBERSHIP_KIND_PERSON, "Kafka Mina", BANK, CASH);
        Actor joon = world.stranger(MembershipKind.MEMBERSHIP_KIND_PERSON, "Kafka Joon");
        Moves moves = Moves.of(mina);
        moves.ended(moves.request(moves.rechargeOf(RECHARGED)));
        Moves.of(joon).awaitAccount();
        var kafka = platform.stack().process("kafka");

        kafka.stop();
        long gone = System.nanoTime();
        List<Recharge> accepted = new ArrayList<>();
        while (accepted.size() < COMMANDS || System.nanoTime() - gone < AWAY.toNanos()) {
            accepted.add(moves.request(moves.rechargeOf(RECHARGED)));
        }
        // What needs no message is done meanwhile.
        Remittance sent = moves.ended(moves.request(moves.remittanceTo(joon, RECHARGED)));
        kafka.start();
        kafka.awaitStarted();
        long back = System.nanoTime();
        accepted.forEach(moves::ended);
        Duration drained = Duration.ofNanos(System.nanoTime() - back);

        assertThat(sent.getState()).isEqualTo(Remittance.State.STATE_COMPLETED);
        assertThat(drained).isLessThan(DRAINED_WITHIN);
        assertThat(moves.available()).isEqualTo(accepted.size() * RECHARGED);
        assertThat(Moves.of(joon).available()).isEqualTo(RECHARGED);
        assertThat(platform.bank().balance(mina.bankAccount()))
                .isEqualTo(CASH - (accepted.size() + 1) * RECHARGED);
        platform.proof().settled();
    }
}
