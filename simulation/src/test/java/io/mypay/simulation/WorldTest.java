package io.mypay.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mypay.kit.money.Money;
import io.mypay.simulation.service.Life;
import io.mypay.simulation.world.Dice;
import io.mypay.simulation.world.Host;
import io.mypay.simulation.world.Service;
import io.mypay.simulation.world.Table;
import io.mypay.simulation.world.Violation;
import io.mypay.simulation.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorldTest {
    /** Writes two rows at once, again and again. */
    private static final class Pair extends Service {
        private final Table<Integer, String> left = new Table<>("left");
        private final Table<Integer, String> right = new Table<>("right");
        private final List<Host> told = new ArrayList<>();

        Pair(World world) {
            super(world, "pair");
        }

        void write(int number) {
            var host = world.dice().of(hosts());
            database.commit(
                    host,
                    tx -> {
                        left.insert(tx, number, "left");
                        right.insert(tx, number, "right");
                        return host;
                    },
                    told::add,
                    () -> {});
        }
    }

    @Test
    void a_transaction_is_written_together_or_not_at_all_and_told_only_if_it_was() {
        long written = 0;
        for (long seed = 1; seed <= 200; seed++) {
            var world = new World(seed);
            var pair = new Pair(world);
            IntStream.range(0, 20)
                    .forEach(i -> world.timeline().later(1_000L * i, () -> pair.write(i)));
            world.storm(1_000_000);
            assertThat(pair.left.entries().keySet()).isEqualTo(pair.right.entries().keySet());
            assertThat(pair.told.size()).isLessThanOrEqualTo(pair.left.all().size());
            written += pair.left.all().size();
        }
        assertThat(written).isBetween(1L, 20 * 200L - 1);
    }

    @Test
    void the_same_seed_throws_the_same_dice() {
        var one = new Dice(7);
        var other = new Dice(7);
        for (int i = 0; i < 1_000; i++) {
            assertThat(one.between(-5, 5)).isEqualTo(other.between(-5, 5)).isBetween(-5L, 5L);
        }
    }

    @Test
    void only_transitions_of_the_design_may_happen() {
        var world = new World(1);
        Life.REMITTANCE.requireLegal(world, new Sent(), new Capturing());
        assertThat(world.transitions()).containsExactly("REMITTANCE Sent → Capturing");
        assertThatThrownBy(() -> Life.REMITTANCE.requireLegal(world, new Sent(), new Completed()))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("illegal");
    }

    private record Sent() {}

    private record Capturing() {}

    private record Completed() {}

    @Test
    void what_is_wrong_is_named_in_words() {
        assertThatThrownBy(() -> Violation.unless(false, "left over", Money.krw(5)))
                .hasMessage("left over: [5 KRW]");
    }
}
