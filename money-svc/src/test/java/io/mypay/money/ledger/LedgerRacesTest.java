package io.mypay.money.ledger;

import static io.mypay.money.Fixture.all;
import static io.mypay.money.Fixture.capture;
import static io.mypay.money.Fixture.count;
import static io.mypay.money.Fixture.held;
import static io.mypay.money.Fixture.hold;
import static io.mypay.money.Fixture.member;
import static io.mypay.money.Fixture.merchant;
import static io.mypay.money.Fixture.post;
import static io.mypay.money.Fixture.posted;
import static io.mypay.money.Fixture.release;
import static io.mypay.money.Fixture.single;
import static io.mypay.money.v1.TransferResult.Outcome.OUTCOME_APPLIED;
import static io.mypay.money.v1.TransferResult.Outcome.OUTCOME_HOLD_ALREADY_CAPTURED;
import static io.mypay.money.v1.TransferResult.Outcome.OUTCOME_INSUFFICIENT_FUNDS;
import static io.mypay.money.v1.TransferResult.Outcome.OUTCOME_REPLAYED;
import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.kit.testing.AtOnce;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.money.Fixture;
import io.mypay.money.Neighbours;
import io.mypay.money.v1.Transfer;
import io.mypay.money.v1.TransferResult;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Callers that want the same at the same time. */
@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Neighbours.class)
class LedgerRacesTest {
    @Inject Fixture fixture;

    @AfterEach
    void the_ledger_is_proven() {
        fixture.assertProven();
    }

    @Test
    void of_fifty_concurrent_spends_exactly_as_many_succeed_as_fit() throws Exception {
        var payer = fixture.aMemberWith(10_000);
        var payee = fixture.aMember();

        var spends = AtOnce.times(50, () -> post(single(member(payer), member(payee), 700)));

        assertThat(spends.errors()).isEmpty();
        assertThat(count(spends.answers(), OUTCOME_APPLIED)).isEqualTo(14);
        assertThat(count(spends.answers(), OUTCOME_INSUFFICIENT_FUNDS)).isEqualTo(36);
        assertThat(posted(member(payer))).isEqualTo(10_000 - 14 * 700);
    }

    @Test
    void of_fifty_concurrent_holds_exactly_as_many_succeed_as_fit() throws Exception {
        var payer = fixture.aMemberWith(10_000);
        var shop = fixture.aMerchant();

        var holds = AtOnce.times(50, () -> post(hold(member(payer), merchant(shop), 900)));

        assertThat(count(holds.answers(), OUTCOME_APPLIED)).isEqualTo(11);
        assertThat(count(holds.answers(), OUTCOME_INSUFFICIENT_FUNDS)).isEqualTo(39);
        assertThat(held(member(payer))).isEqualTo(9_900);
    }

    @Test
    void one_transfer_sent_ten_times_at_once_is_applied_once() throws Exception {
        var payer = fixture.aMemberWith(1_000);
        var transfer = single(member(payer), member(fixture.aMember()), 100);

        var sent = AtOnce.times(10, () -> post(transfer));

        assertThat(count(sent.answers(), OUTCOME_APPLIED)).isEqualTo(1);
        assertThat(count(sent.answers(), OUTCOME_REPLAYED)).isEqualTo(9);
        assertThat(posted(member(payer))).isEqualTo(900);
    }

    @Test
    void of_two_captures_of_one_hold_one_wins() throws Exception {
        var payer = fixture.aMemberWith(1_000);
        var hold = hold(member(payer), merchant(fixture.aMerchant()), 1_000);
        post(hold);

        var captures = AtOnce.times(8, () -> post(capture(hold, 400)));

        assertThat(count(captures.answers(), OUTCOME_APPLIED)).isEqualTo(1);
        assertThat(count(captures.answers(), OUTCOME_HOLD_ALREADY_CAPTURED)).isEqualTo(7);
        assertThat(posted(member(payer))).isEqualTo(600);
        assertThat(held(member(payer))).isZero();
    }

    @Test
    void of_a_capture_and_a_release_at_once_one_wins() throws Exception {
        var payer = fixture.aMemberWith(1_000);
        var shop = fixture.aMerchant();
        for (int round = 0; round < 5; round++) {
            var hold = hold(member(payer), merchant(shop), 100);
            post(hold);

            var ends = AtOnce.both(() -> post(capture(hold, 100)), () -> post(release(hold)));

            assertThat(count(ends.answers(), OUTCOME_APPLIED)).isEqualTo(1);
            assertThat(held(member(payer))).isZero();
        }
        assertThat(posted(member(payer)) + posted(merchant(shop))).isEqualTo(1_000);
    }

    @Test
    void batches_in_opposite_order_of_accounts_do_not_block_each_other() throws Exception {
        var members = new ArrayList<String>();
        IntStream.range(0, 10).forEach(_ -> members.add(member(fixture.aMemberWith(100_000))));
        var deadlocks = deadlocks();
        var calls = new ArrayList<Callable<List<TransferResult.Outcome>>>();
        for (int i = 0; i < 24; i++) {
            var order = i % 2 == 0 ? members : members.reversed();
            calls.add(() -> post(around(order)));
        }

        var sent = AtOnce.call(calls);

        assertThat(sent.errors()).isEmpty();
        assertThat(count(sent.answers(), OUTCOME_APPLIED)).isEqualTo(24 * 10);
        assertThat(deadlocks()).isEqualTo(deadlocks);
    }

    private static Transfer[] around(List<String> members) {
        return IntStream.range(0, members.size())
                .mapToObj(i -> single(members.get(i), members.get((i + 1) % members.size()), 10))
                .toArray(Transfer[]::new);
    }

    @Test
    void every_64th_entry_of_a_busy_account_is_a_milestone() throws Exception {
        var shop = merchant(fixture.aMerchant());
        var payer = member(fixture.aMemberWith(1_000));

        AtOnce.times(40, () -> post(all(Stream.generate(() -> single(payer, shop, 1)).limit(5))));

        assertThat(
                        fixture.number(
                                """
                                SELECT count(*) FROM milestone AS m JOIN account AS a USING (account_id)
                                 WHERE a.name = $1 AND m.number IN (64, 128, 192)
                                """,
                                shop))
                .isEqualTo(3);
    }

    private long deadlocks() {
        return fixture.number(
                "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
    }
}
