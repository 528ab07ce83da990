package io.mypay.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.e2e.StackExtension.Platform;
import io.mypay.membership.v1.MembershipKind;
import io.mypay.money.v1.Recharge;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that dies between a recharge's request and its end changes nothing but its time. */
@ExtendWith(StackExtension.class)
class KillTest {

    private static final String BANK = "088";

    @ParameterizedTest
    @ValueSource(strings = {"money", "banking"})
    void a_recharge_ends_by_itself_and_credits_once_after_a_kill_of(
            String service, Platform platform) {
        Actor mina =
                platform.world()
                        .newcomer(
                                MembershipKind.MEMBERSHIP_KIND_PERSON,
                                "Killed Mina",
                                BANK,
                                1_000_000);
        Moves moves = Moves.of(mina);
        // Slow enough that the kill comes while the bank is still at work.
        platform.bank().fault(BANK, Map.of("latency_ms", 1500, "remaining", 1));

        Recharge requested = moves.request(moves.rechargeOf(50_000));
        var process = platform.stack().process(service);
        process.kill();
        Recharge ended = moves.ended(requested);
        platform.bank().heal(BANK);

        assertThat(ended.getState()).isEqualTo(Recharge.State.STATE_SUCCEEDED);
        assertThat(process.restarts()).isPositive();
        assertThat(moves.available()).isEqualTo(50_000);
        assertThat(platform.bank().balance(mina.bankAccount())).isEqualTo(950_000);
        platform.proof().settled();
    }
}
