package io.mypay.remittance.sending;

import io.mypay.kit.money.Money;
import io.mypay.remittance.FailureReason;
import io.mypay.remittance.RemittanceId;
import io.mypay.remittance.bank.FirmbankingStanding;
import io.mypay.remittance.funding.RechargeAnswer;
import io.mypay.remittance.funding.RechargeStanding;
import io.mypay.remittance.funding.Shortfall;
import io.mypay.remittance.ledger.Posted;
import java.time.Instant;
import java.util.Optional;

/**
 * Money on its way from a member. To a member: Requested → Funded → Completed | Failed. To a bank
 * account: Requested → Funded → Held → Sent → Completed | Failed.
 *
 * <p>Four more states exist because a crash between two calls must not forget what was decided:
 * Lacking (so much will be recharged) and Recharging before Funded; Capturing (the bank has paid)
 * and Releasing (the bank has not) before the end. Each state has one method {@code after}: what it
 * becomes by what was learned, or itself where that decides nothing yet.
 */
public sealed interface Remittance {
    Order order();

    Trail trail();

    Instant changedAt();

    default RemittanceId id() {
        return order().id();
    }

    default boolean isFinal() {
        return this instanceof Completed || this instanceof Failed;
    }

    /** Accepted; whether the balance suffices is not known. */
    record Requested(Order order, Trail trail, Instant changedAt) implements Remittance {
        public static Requested of(Order order) {
            return new Requested(order, Trail.NONE, order.requestedAt());
        }

        public Remittance after(Money available, Instant now) {
            return Shortfall.of(order.charge().total(), available)
                    .<Remittance>map(
                            lack -> new Lacking(order, trail.recharging(lack.recharge()), now))
                    .orElseGet(() -> new Funded(order, trail, now));
        }
    }

    /**
     * The balance was short; how much to recharge is decided once, so asking again asks the same.
     */
    record Lacking(Order order, Trail trail, Instant changedAt) implements Remittance {
        public Lacking {
            require(trail.recharged().isPositive(), "something to recharge");
        }

        public Remittance after(RechargeAnswer answer, Instant now) {
            return switch (answer) {
                case RechargeAnswer.Accepted(var id) -> new Recharging(order, trail.with(id), now);
                case RechargeAnswer.Refused(var reason) ->
                        new Failed(order, trail.withNothingRecharged(), reason, now);
            };
        }
    }

    /** Money was asked to recharge; there is no second recharge for the same remittance. */
    record Recharging(Order order, Trail trail, Instant changedAt) implements Remittance {
        public Recharging {
            require(trail.recharge().isPresent(), "a recharge");
        }

        public Remittance after(RechargeStanding standing, Instant now) {
            return switch (standing) {
                case RechargeStanding.Underway() -> this;
                case RechargeStanding.Succeeded() -> new Funded(order, trail, now);
                case RechargeStanding.Failed(var reason) ->
                        new Failed(order, trail.withNothingRecharged(), reason, now);
            };
        }
    }

    /** There was enough when last looked; only the ledger's transfer or hold makes sure. */
    record Funded(Order order, Trail trail, Instant changedAt) implements Remittance {
        public Remittance after(Posted posted, Instant now) {
            return switch (posted) {
                case Posted.Done() -> spent(now);
                case Posted.Refused(var reason) -> new Failed(order, trail, reason, now);
                case Posted.TooEarly() -> this;
            };
        }

        private Remittance spent(Instant now) {
            return switch (order.recipient()) {
                case Recipient.Member _ -> new Completed(order, trail, now);
                case Recipient.Account _ -> new Held(order, trail, now);
            };
        }
    }

    /** Amount and fee are reserved, and the bank's answer decides what becomes of them. */
    sealed interface Reserved extends Remittance {
        Remittance after(FirmbankingStanding standing, Instant now);
    }

    /** Banking may or may not have been asked yet. */
    record Held(Order order, Trail trail, Instant changedAt) implements Reserved {
        public Held {
            require(order.recipient() instanceof Recipient.Account, "a bank account");
        }

        @Override
        public Remittance after(FirmbankingStanding standing, Instant now) {
            return switch (standing) {
                case FirmbankingStanding.Refused(var reason) ->
                        new Releasing(order, trail, reason, now);
                case FirmbankingStanding.Underway(var id) -> new Sent(order, trail.with(id), now);
                case FirmbankingStanding.Succeeded(var id) ->
                        new Capturing(order, trail.with(id), now);
                case FirmbankingStanding.Failed(var id, var reason) ->
                        new Releasing(order, trail.with(id), reason, now);
            };
        }
    }

    /** Banking has it; as long as the bank's answer is unknown, the money stays held. */
    record Sent(Order order, Trail trail, Instant changedAt) implements Reserved {
        public Sent {
            require(trail.firmbanking().isPresent(), "a firmbanking");
        }

        @Override
        public Remittance after(FirmbankingStanding standing, Instant now) {
            return switch (standing) {
                case FirmbankingStanding.Underway _ -> this;
                case FirmbankingStanding.Succeeded _ -> new Capturing(order, trail, now);
                case FirmbankingStanding.Failed(_, var reason) ->
                        new Releasing(order, trail, reason, now);
                case FirmbankingStanding.Refused(var reason) ->
                        throw new IllegalStateException("sent, and then refused: " + reason);
            };
        }
    }

    /** The cash is out: from here it can only be completed. */
    record Capturing(Order order, Trail trail, Instant changedAt) implements Remittance {
        public Capturing {
            require(trail.firmbanking().isPresent(), "a firmbanking");
        }

        public Remittance after(Posted posted, Instant now) {
            return switch (posted) {
                case Posted.Done() -> new Completed(order, trail, now);
                case Posted.TooEarly() -> this;
                case Posted.Refused(var reason) ->
                        throw new IllegalStateException("cash is out, no capture: " + reason);
            };
        }
    }

    /** No cash went out: from here it can only fail. Banking is not asked again. */
    record Releasing(Order order, Trail trail, FailureReason reason, Instant changedAt)
            implements Remittance {
        public Remittance after(Posted posted, Instant now) {
            return switch (posted) {
                case Posted.Done() -> new Failed(order, trail, reason, now);
                case Posted.TooEarly() -> this;
                case Posted.Refused(var refusal) ->
                        throw new IllegalStateException("held, but no release: " + refusal);
            };
        }
    }

    /** Final: it has arrived. */
    record Completed(Order order, Trail trail, Instant changedAt) implements Remittance {}

    /** Final: nothing was sent, nothing is held. */
    record Failed(Order order, Trail trail, FailureReason reason, Instant changedAt)
            implements Remittance {}

    /** Why it fails, once that is decided. */
    default Optional<FailureReason> failure() {
        return switch (this) {
            case Releasing releasing -> Optional.of(releasing.reason());
            case Failed failed -> Optional.of(failed.reason());
            default -> Optional.empty();
        };
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("a remittance in this state needs " + what);
        }
    }
}
