package io.mypay.kit.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.kit.id.Uuid7;
import io.mypay.kit.refusal.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoggedMessageTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "OUT, PENDING,    true,   0, MessageOnItsWay, MessageNotDead",
        "OUT, PROCESSING, true,   0, MessageOnItsWay, MessageNotDead",
        "OUT, DONE,       true,   0, -,               MessageNotDead",
        "OUT, DONE,       true,  29, -,               MessageNotDead",
        "OUT, DONE,       true,  30, MessageTooOld,   MessageNotDead",
        "OUT, DEAD,       true, 400, -,               -",
        "IN,  DONE,       true,   0, MessageDone,     MessageNotDead",
        "IN,  PENDING,    true,   0, -,               -",
        "IN,  DEAD,       true, 400, -,               -",
        "IN,  DEAD,      false,   0, MessageUnreadable, -",
    })
    void what_may_be_replayed_and_what_dismissed(
            Direction direction,
            Status status,
            boolean readable,
            int ageDays,
            String replay,
            String dismissal) {
        var message = message(direction, status, readable, Duration.ofDays(ageDays));

        assertThat(refusal(() -> message.mustBeReplayable(NOW))).isEqualTo(replay);
        assertThat(refusal(message::mustBeDismissible)).isEqualTo(dismissal);
    }

    private static String refusal(Runnable decision) {
        try {
            decision.run();
            return "-";
        } catch (Refused refused) {
            return refused.refusal().getClass().getSimpleName();
        }
    }

    private static LoggedMessage message(
            Direction direction, Status status, boolean readable, Duration age) {
        var at = NOW.minus(age);
        var consumer = direction == Direction.IN ? "money.firmbankings" : "";
        return new LoggedMessage(
                new MessageKey(Uuid7.next(at), direction, consumer),
                new LoggedMessage.Place("a.topic", Optional.empty(), Optional.empty(), "a key"),
                "a.Type",
                0,
                readable,
                status,
                1,
                "",
                "",
                at,
                Optional.of(at));
    }
}
