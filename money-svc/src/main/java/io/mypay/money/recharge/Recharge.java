package io.mypay.money.recharge;

import io.mypay.kit.id.MembershipId;
import io.mypay.kit.money.Money;
import java.time.Instant;
import java.util.Objects;

/**
 * Cash on its way from a bank account into money: Requested → Succeeded | Failed. It is credited in
 * the transition to Succeeded and nowhere else.
 */
public sealed interface Recharge {
    Terms terms();

    /** When it last changed. */
    Instant at();

    default RechargeId id() {
        return terms().id();
    }

    default boolean isFinal() {
        return switch (this) {
            case Requested _ -> false;
            case Succeeded _, Failed _ -> true;
        };
    }

    /**
     * What never changes about a recharge.
     *
     * @param finalBy by then it has ended or is raised as stuck
     */
    record Terms(
            RechargeId id,
            MembershipId member,
            RegisteredBankAccountId from,
            Money amount,
            Instant requestedAt,
            Instant finalBy) {
        public Terms {
            Objects.requireNonNull(id, "id");
            if (!finalBy.isAfter(requestedAt)) {
                throw new IllegalArgumentException("a recharge takes time");
            }
        }
    }

    /** Nothing has been credited yet, so this is the only state that can end both ways. */
    record Requested(Terms terms) implements Recharge {
        @Override
        public Instant at() {
            return terms.requestedAt();
        }

        public Succeeded succeed(FirmbankingId by, Instant now) {
            return new Succeeded(terms, by, now);
        }

        public Failed fail(String reason, Instant now) {
            return new Failed(terms, reason, now);
        }
    }

    record Succeeded(Terms terms, FirmbankingId by, Instant at) implements Recharge {}

    /** Nothing was withdrawn. The reason is banking's word for it. */
    record Failed(Terms terms, String reason, Instant at) implements Recharge {}
}
