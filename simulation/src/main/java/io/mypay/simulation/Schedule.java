package io.mypay.simulation;

import io.mypay.settlement.merchant.Settlement;
import io.mypay.simulation.world.Fault;
import io.mypay.simulation.world.Time;
import io.mypay.simulation.world.Violation;
import io.mypay.simulation.world.World;
import java.util.Map;
import java.util.Set;

/** One history: people do things while things go wrong, then all is healed, settled and proven. */
public final class Schedule {
    private static final long STORM_MAX = 3 * Time.MINUTE;
    private static final int RETRIES_MAX = 3;
    private static final int DAYS = 2;

    private final World world;
    private final MyPay mypay;
    private final People people;

    private Schedule(long seed) {
        this.world = new World(seed);
        this.mypay = MyPay.in(world);
        this.people = new People(world, mypay);
    }

    /**
     * What a schedule was.
     *
     * @param steps how many things happened in it
     * @param history a digest of when each of them did
     */
    public record Outcome(
            long steps,
            long history,
            int commands,
            Map<Fault, Integer> faults,
            Set<String> transitions) {}

    /**
     * Runs the schedule of this seed.
     *
     * @throws Violation naming what must never be, if it was
     */
    public static Outcome run(long seed) {
        var schedule = new Schedule(seed);
        try {
            return schedule.run();
        } catch (Violation violation) {
            throw violation;
        } catch (RuntimeException failure) {
            throw new Violation("a language refuses what it should not: " + failure, failure);
        }
    }

    private Outcome run() {
        var storm = world.dice().between(10 * Time.SECOND, STORM_MAX);
        world.calmly(mypay.money()::begin);
        people.begin(storm);
        world.storm(storm);
        settleTheRest();
        new Proof(mypay, people.journal()).require();
        return new Outcome(
                world.timeline().count(),
                world.timeline().history(),
                people.journal().commands(),
                world.faults().happened(),
                world.transitions());
    }

    private void settleAfter(Runnable business) {
        world.timeline().later(Time.DAY, business);
        world.rest();
        people.settle();
        world.rest();
        people.confirmAll();
        world.rest();
    }

    private boolean isAnyUnpaid() {
        return mypay.settlement().settlements().all().stream()
                .anyMatch(Settlement.PayoutFailed.class::isInstance);
    }

    // The vouchers that came after their date was closed belong to the next one, and a date of
    // refunds alone is carried over into the one after it.
    private void settleTheRest() {
        people.confirmAll();
        world.rest();
        for (int day = 0; day < DAYS; day++) {
            settleAfter(people::goOn);
        }
        settleAfter(() -> {});
        for (int i = 0; i < RETRIES_MAX && isAnyUnpaid(); i++) {
            people.retryPayouts();
            world.rest();
        }
    }
}
