package io.mypay.settlement.run;

import io.mypay.settlement.merchant.MerchantRange;

/** Some merchants of a run: what one instance works at a time. */
public record Chunk(int number, MerchantRange merchants, State state) {

    /** How far it is; each phase of the run takes it one further. */
    public enum State {
        OPEN,
        CALCULATED,
        CONFIRMED,
        /** Its payouts are requested; nothing is left to do. */
        REQUESTED;

        public State next() {
            return switch (this) {
                case OPEN -> CALCULATED;
                case CALCULATED -> CONFIRMED;
                case CONFIRMED -> REQUESTED;
                case REQUESTED -> throw new IllegalStateException("a chunk that is done");
            };
        }
    }
}
