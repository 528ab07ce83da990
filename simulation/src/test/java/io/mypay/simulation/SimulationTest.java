package io.mypay.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.mypay.simulation.service.Life;
import io.mypay.simulation.world.Fault;
import io.mypay.simulation.world.Violation;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The seeds from 1 on, {@code -Dmypay.schedules=} of them. {@code -Dmypay.seed=} runs one schedule
 * only: that is how a failure is looked into.
 */
class SimulationTest {
    private static final long SCHEDULES = Long.getLong("mypay.schedules", 3_000);
    private static final long ONLY = Long.getLong("mypay.seed", 0);

    @Test
    void whatever_goes_wrong_nothing_is_lost_and_nothing_is_done_twice() {
        if (ONLY > 0) {
            run(ONLY);
            return;
        }
        var faults = EnumSet.noneOf(Fault.class);
        Set<String> transitions = new HashSet<>();
        for (long seed = 1; seed <= SCHEDULES; seed++) {
            var outcome = run(seed);
            faults.addAll(outcome.faults().keySet());
            transitions.addAll(outcome.transitions());
        }

        // A simulation in which something never happens proves nothing about it.
        assertThat(faults).containsExactlyInAnyOrder(Fault.values());
        assertThat(transitions).containsAll(Life.allTransitions());
    }

    @Test
    void a_seed_is_a_whole_history() {
        for (long seed = 1; seed <= 100; seed++) {
            assertThat(Schedule.run(seed)).isEqualTo(Schedule.run(seed));
        }
    }

    private static Schedule.Outcome run(long seed) {
        try {
            return Schedule.run(seed);
        } catch (Violation violation) {
            return fail(
                    "seed "
                            + seed
                            + " (again by -Dmypay.seed="
                            + seed
                            + "): "
                            + violation.getMessage(),
                    violation);
        }
    }
}
