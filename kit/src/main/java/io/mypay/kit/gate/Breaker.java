package io.mypay.kit.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether somebody is worth asking: Closed → Open → Trial → Closed | Open. One that stayed silent
 * several times in a row is left alone for a while and then tried with one question.
 */
public sealed interface Breaker {
    /** The state after letting a question through; empty when it is not let through. */
    Optional<Breaker> admit(Instant now);

    /** There was an answer, whatever it said. */
    Breaker answered();

    /** There was no answer. */
    Breaker silent(Policy policy, Instant now);

    /** What was let through was not asked after all. */
    default Breaker withdrawn() {
        return this;
    }

    /** After so many silences in a row, so long a pause. */
    record Policy(int silencesInARow, Duration pause) {
        public Policy {
            if (silencesInARow < 1) {
                throw new IllegalArgumentException("a breaker needs at least one silence to open");
            }
        }
    }

    record Closed(int silences) implements Breaker {
        @Override
        public Optional<Breaker> admit(Instant now) {
            return Optional.of(this);
        }

        @Override
        public Breaker answered() {
            return new Closed(0);
        }

        @Override
        public Breaker silent(Policy policy, Instant now) {
            return silences + 1 < policy.silencesInARow()
                    ? new Closed(silences + 1)
                    : new Open(now.plus(policy.pause()));
        }
    }

    /** What still comes in belongs to questions asked before, and tells nothing new. */
    record Open(Instant until) implements Breaker {
        @Override
        public Optional<Breaker> admit(Instant now) {
            return now.isBefore(until) ? Optional.empty() : Optional.of(new Trial(until));
        }

        @Override
        public Breaker answered() {
            return this;
        }

        @Override
        public Breaker silent(Policy policy, Instant now) {
            return this;
        }
    }

    /** One question is on its way to find out. */
    record Trial(Instant since) implements Breaker {
        @Override
        public Optional<Breaker> admit(Instant now) {
            return Optional.empty();
        }

        @Override
        public Breaker answered() {
            return new Closed(0);
        }

        @Override
        public Breaker silent(Policy policy, Instant now) {
            return new Open(now.plus(policy.pause()));
        }

        @Override
        public Breaker withdrawn() {
            return new Open(since);
        }
    }
}
