package io.mypay.money.ledger;

import io.mypay.kit.money.Money;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Money reserved but not yet moved: Open → Captured | Released | Expired. Several captures of one
 * hold are one chain, so an open hold with a part captured exists only while its chain is worked;
 * whatever is left is released with the last of them.
 */
public sealed interface Hold {
    Terms terms();

    /**
     * What never changes about a hold.
     *
     * @param id the transfer that made it
     * @param expiresAt from then on it can no longer be captured; empty for one that never expires
     */
    record Terms(
            TransferId id,
            AccountName from,
            AccountName to,
            Money amount,
            Optional<Instant> expiresAt) {
        public Terms {
            Objects.requireNonNull(expiresAt, "expiresAt");
            if (!amount.isPositive()) {
                throw new IllegalArgumentException("a hold reserves something");
            }
        }
    }

    record Open(Terms terms, Money captured) implements Hold {
        public Open {
            if (captured.isNegative() || captured.compareTo(terms.amount()) > 0) {
                throw new IllegalArgumentException("more captured than was held");
            }
        }

        public static Open of(Terms terms) {
            return new Open(terms, Money.zero(terms.amount().currency()));
        }

        public Money left() {
            return terms.amount().minus(captured);
        }

        public boolean isOver(Instant now) {
            return terms.expiresAt().filter(end -> !end.isAfter(now)).isPresent();
        }

        /** More captures of the same chain follow. */
        public Open captureSome(Money amount) {
            return new Open(terms, captured.plus(amount));
        }

        public Captured captureLast(Money amount) {
            return new Captured(terms, captureSome(amount).captured());
        }

        public Released release() {
            return new Released(terms);
        }

        public Expired expire(Instant now) {
            if (!isOver(now)) {
                throw new IllegalStateException("the hold " + terms.id() + " has time left");
            }
            return new Expired(terms);
        }
    }

    record Captured(Terms terms, Money captured) implements Hold {}

    record Released(Terms terms) implements Hold {}

    record Expired(Terms terms) implements Hold {}
}
