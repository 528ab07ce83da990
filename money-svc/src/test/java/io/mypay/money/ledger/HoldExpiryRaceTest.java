package io.mypay.money.ledger;

import static io.mypay.money.Fixture.capture;
import static io.mypay.money.Fixture.held;
import static io.mypay.money.Fixture.hold;
import static io.mypay.money.Fixture.member;
import static io.mypay.money.Fixture.merchant;
import static io.mypay.money.Fixture.post;
import static io.mypay.money.Fixture.posted;
import static io.mypay.money.v1.TransferResult.Outcome.OUTCOME_APPLIED;
import static io.mypay.money.v1.TransferResult.Outcome.OUTCOME_HOLD_EXPIRED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mypay.kit.testing.PlatformResource;
import io.mypay.money.Fixture;
import io.mypay.money.Neighbours;
import io.mypay.money.v1.Transfer;
import io.mypay.money.v1.TransferResult.Outcome;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Captures that go on while the time of their holds runs out. */
@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Neighbours.class)
class HoldExpiryRaceTest {
    private static final int HOLDS = 200;
    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject Fixture fixture;

    @Test
    void each_hold_is_captured_or_expires_and_never_both() {
        var payer = member(fixture.aMemberWith(HOLDS));
        var shop = merchant(fixture.aMerchant());
        var open = holdsThatEndInASecond(payer, shop);

        var ends = new ArrayList<Outcome>();
        await().atMost(SOON)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> ends.addAll(captureNext(open)) && isOver(ends));

        assertThat(ends).containsOnly(OUTCOME_APPLIED, OUTCOME_HOLD_EXPIRED);
        await().atMost(SOON).until(() -> held(payer) == 0);
        var captured = ends.stream().filter(OUTCOME_APPLIED::equals).count();
        assertThat(posted(shop)).isEqualTo(captured);
        assertThat(posted(payer)).isEqualTo(HOLDS - captured);
        fixture.assertProven();
    }

    private static Deque<Transfer> holdsThatEndInASecond(String payer, String shop) {
        var holds =
                Stream.generate(() -> hold(payer, shop, 1))
                        .map(hold -> hold.toBuilder().setTimeoutSeconds(1).build())
                        .limit(HOLDS)
                        .toList();
        assertThat(post(holds.toArray(Transfer[]::new))).containsOnly(OUTCOME_APPLIED);
        return new ArrayDeque<>(holds);
    }

    private static List<Outcome> captureNext(Deque<Transfer> open) {
        return post(capture(open.removeFirst(), 1));
    }

    /** Both have been seen, and the sweep of expired holds has had its turn among the captures. */
    private static boolean isOver(List<Outcome> ends) {
        return ends.contains(OUTCOME_APPLIED)
                && ends.stream().filter(OUTCOME_HOLD_EXPIRED::equals).count() >= 20;
    }
}
