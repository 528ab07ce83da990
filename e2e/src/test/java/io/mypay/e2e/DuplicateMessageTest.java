package io.mypay.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.e2e.StackExtension.Platform;
import io.mypay.membership.v1.MembershipKind;
import io.mypay.money.v1.Recharge;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Kafka may deliver again whatever it delivered once. */
@ExtendWith(StackExtension.class)
class DuplicateMessageTest {

    private static final List<String> TOPICS =
            List.of("mypay.money.recharge.v1", "mypay.banking.firmbanking.v1");

    @Test
    void every_message_of_a_recharge_delivered_twice_has_one_effect(Platform platform) {
        Actor mina =
                platform.world()
                        .newcomer(
                                MembershipKind.MEMBERSHIP_KIND_PERSON,
                                "Duplicate Mina",
                                "088",
                                1_000_000);
        Moves moves = Moves.of(mina);
        moves.ended(moves.request(moves.rechargeOf(50_000)));

        Messages messages = new Messages(platform.stack().kafkaBootstrapServers());
        int repeated = messages.repeat(TOPICS, Integer.MAX_VALUE);
        Eventually.holds(
                "all groups have consumed the repeated messages", messages::behind, List::isEmpty);
        Recharge next = moves.ended(moves.request(moves.rechargeOf(10_000)));

        assertThat(repeated).isGreaterThanOrEqualTo(3);
        assertThat(next.getState()).isEqualTo(Recharge.State.STATE_SUCCEEDED);
        platform.proof().settled();
        assertThat(moves.available()).isEqualTo(60_000);
        assertThat(platform.bank().balance(mina.bankAccount())).isEqualTo(940_000);
    }
}
