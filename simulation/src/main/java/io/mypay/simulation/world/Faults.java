package io.mypay.simulation.world;

import java.util.EnumMap;
import java.util.Map;

/**
 * How often each fault happens in this schedule: many never, some now and then, a few often. So
 * schedules differ in kind, and a rare combination is not drowned in noise.
 */
public final class Faults {
    private static final int[] ONE_IN = {0, 0, 0, 40, 12, 4};

    // Few commands go to banks, so what goes wrong there does so more often, or all the time.
    private static final int[] ONE_IN_AT_BANKS = {0, 0, 0, 8, 4, 2, 1};

    private final Dice dice;
    private final Map<Fault, Odds> odds = new EnumMap<>(Fault.class);
    private boolean healed;

    private static final class Odds {
        private final int oneIn;
        private int happened;

        Odds(int oneIn) {
            this.oneIn = oneIn;
        }
    }

    Faults(Dice dice) {
        this.dice = dice;
        for (var fault : Fault.values()) {
            var choices = fault.isOfBanks() ? ONE_IN_AT_BANKS : ONE_IN;
            odds.put(fault, new Odds(choices[dice.below(choices.length)]));
        }
    }

    public boolean happens(Fault fault) {
        var its = odds.get(fault);
        if (its.oneIn == 0 || healed || !dice.oneIn(its.oneIn)) {
            return false;
        }
        its.happened++;
        return true;
    }

    /** Whether nothing goes wrong from now on. */
    void heal(boolean now) {
        healed = now;
    }

    public boolean areHealed() {
        return healed;
    }

    /** How often, of those that did happen. */
    public Map<Fault, Integer> happened() {
        var times = new EnumMap<Fault, Integer>(Fault.class);
        odds.forEach((fault, its) -> {
            if (its.happened > 0) {
                times.put(fault, its.happened);
            }
        });
        return times;
    }
}
