package io.mypay.settlement.run;

import io.mypay.settlement.calendar.Period;
import io.mypay.settlement.merchant.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The settlement of one business date: Collecting → Calculated → Confirmed → Paying → Completed. A
 * person confirms; everything else goes by itself, chunk by chunk.
 */
public sealed interface SettlementRun {
    Head head();

    Totals totals();

    Instant updatedAt();

    /** What a run is from its start. */
    record Head(RunId id, Period period, Instant createdAt) {}

    /** The date is closed; {@code isPlanned} once its merchants are divided into chunks. */
    record Collecting(Head head, Totals totals, boolean isPlanned, Instant updatedAt)
            implements SettlementRun {
        /** A million vouchers take minutes; past this time something is wrong. */
        public static final Duration CALCULATED_WITHIN = Duration.ofHours(1);

        public Calculated calculate(Totals all, Instant now) {
            return new Calculated(head, all, now);
        }
    }

    /** Every settlement stands; the next step is a person's. */
    record Calculated(Head head, Totals totals, Instant updatedAt) implements SettlementRun {
        public Confirmed confirm(Confirmation confirmation) {
            return new Confirmed(head, totals, confirmation, confirmation.at());
        }
    }

    /** Nothing of it changes any more; the snapshot is being written. */
    record Confirmed(Head head, Totals totals, Confirmation confirmation, Instant updatedAt)
            implements SettlementRun {
        public Paying pay(Instant now) {
            return new Paying(head, totals, confirmation, now);
        }
    }

    /** Payouts are requested; those that failed wait for a person. */
    record Paying(Head head, Totals totals, Confirmation confirmation, Instant updatedAt)
            implements SettlementRun {
        public Completed complete(Instant now) {
            return new Completed(head, totals, confirmation, now);
        }
    }

    /** Every merchant is paid or carried over. */
    record Completed(Head head, Totals totals, Confirmation confirmation, Instant updatedAt)
            implements SettlementRun {}

    /**
     * By when it is calculated or, once confirmed, completed, else raised as stuck; empty while it
     * waits to be confirmed.
     */
    default Optional<Instant> finalBy() {
        return switch (this) {
            case Collecting run ->
                    Optional.of(run.head().createdAt().plus(Collecting.CALCULATED_WITHIN));
            case Calculated _ -> Optional.empty();
            case Confirmed run -> Optional.of(run.confirmation().finalBy());
            case Paying run -> Optional.of(run.confirmation().finalBy());
            case Completed run -> Optional.of(run.confirmation().finalBy());
        };
    }

    /** The state's name in the table and, prefixed, in the proto. */
    default String state() {
        return switch (this) {
            case Collecting _ -> "COLLECTING";
            case Calculated _ -> "CALCULATED";
            case Confirmed _ -> "CONFIRMED";
            case Paying _ -> "PAYING";
            case Completed _ -> "COMPLETED";
        };
    }
}
