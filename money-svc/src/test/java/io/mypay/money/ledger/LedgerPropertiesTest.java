package io.mypay.money.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.kit.money.Money;
import java.math.BigInteger;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Random work on the ledger and on a model that knows nothing of it. A failure names the seed; the
 * workload is the same for the same seed.
 */
class LedgerPropertiesTest {
    private static final int BATCHES = 25;

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void the_ledger_decides_as_the_model_does_and_money_is_conserved(@ForAll long seed) {
        var workload = new Workload(seed);
        var ledger = aLedger();
        var model = aModel();
        for (int i = 0; i < BATCHES; i++) {
            ledger.pass(workload.seconds());
            var batch = workload.batch();

            var results = ledger.post(batch);

            var decided = results.stream().map(LedgerPropertiesTest::outcomes).toList();
            assertThat(decided)
                    .as("seed %d, batch %d: %s", seed, i, batch)
                    .isEqualTo(model.post(batch, ledger.now()));
            assertSame(ledger, model);
        }
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void calls_that_share_a_batch_are_decided_as_one_after_the_other(@ForAll long seed) {
        var workload = new Workload(seed);
        var together = aLedger();
        var apart = aLedger();
        for (int i = 0; i < BATCHES; i++) {
            var calls = Stream.generate(workload::batch).limit(5).toList();

            var decided = together.postTogether(calls);

            assertThat(decided)
                    .as("seed %d, batch %d: %s", seed, i, calls)
                    .isEqualTo(calls.stream().map(apart::post).flatMap(List::stream).toList());
        }
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void what_is_remembered_is_answered_the_same_for_ever(@ForAll long seed) {
        var workload = new Workload(seed);
        var ledger = aLedger();
        for (int i = 0; i < BATCHES; i++) {
            var batch = workload.batch();
            var first = ledger.post(batch);

            var again = ledger.post(batch);

            // The others were refused for what they asked, and may succeed by now.
            for (int at = 0; at < batch.size(); at++) {
                if (first.get(at).settled().isRemembered()) {
                    assertThat(again.get(at))
                            .as("seed %d, batch %d, transfer %d", seed, i, at)
                            .returns(Outcome.REPLAYED, Result::outcome)
                            .returns(first.get(at).settled(), Result::settled)
                            .returns(first.get(at).at(), Result::at);
                }
            }
        }
    }

    /** Else the properties above would say less than they seem to. */
    @Example
    void the_workload_meets_every_outcome() {
        var met = EnumSet.noneOf(Outcome.class);
        for (long seed = 0; seed < 100; seed++) {
            var workload = new Workload(seed);
            var ledger = aLedger();
            for (int i = 0; i < BATCHES; i++) {
                ledger.pass(workload.seconds());
                ledger.post(workload.batch()).forEach(result -> met.add(result.outcome()));
            }
        }
        assertThat(met).containsExactlyInAnyOrder(Outcome.values());
    }

    private static MemoryLedger aLedger() {
        return new MemoryLedger()
                .open(Workload.OPEN.toArray(String[]::new))
                .open(Workload.DOLLAR, Currency.getInstance("USD"), false)
                .open(Workload.CLOSED, Money.KRW, true);
    }

    private static Model aModel() {
        var model = new Model();
        Stream.concat(Workload.OPEN.stream(), Stream.of(Workload.DOLLAR, Workload.CLOSED))
                .forEach(model::open);
        model.dollars.add(Workload.DOLLAR);
        model.closed.add(Workload.CLOSED);
        return model;
    }

    private static List<Outcome> outcomes(Result result) {
        return Stream.concat(Stream.of(result.outcome()), result.first().stream()).toList();
    }

    private static void assertSame(MemoryLedger ledger, Model model) {
        var sum = BigInteger.ZERO;
        for (var name : Workload.OPEN) {
            var posted = BigInteger.valueOf(ledger.posted(name));
            sum = sum.add(posted);
            assertThat(posted).isEqualTo(model.state.posted().get(name));
            assertThat(BigInteger.valueOf(ledger.held(name)))
                    .isEqualTo(model.state.held().get(name));
            if (name.startsWith("member/")) {
                assertThat(ledger.available(name)).isNotNegative();
            }
        }
        assertThat(sum).isZero();
    }
}
