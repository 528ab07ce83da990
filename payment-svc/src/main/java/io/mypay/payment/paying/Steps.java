package io.mypay.payment.paying;

import io.mypay.payment.funding.Balances;
import io.mypay.payment.funding.Recharges;
import io.mypay.payment.ledger.Postings;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * What comes next: each state asks one neighbour and becomes what the answer makes of it. Nothing
 * is written here, and every question can be asked twice: its ids derive from the payment's.
 */
@ApplicationScoped
class Steps {
    private final InstantSource clock;
    private final Balances balances;
    private final Recharges recharges;
    private final Postings postings;

    Steps(InstantSource clock, Balances balances, Recharges recharges, Postings postings) {
        this.clock = clock;
        this.balances = balances;
        this.recharges = recharges;
        this.postings = postings;
    }

    /** The next state, or the same one if there is nothing to do but wait. */
    Uni<Payment> next(Payment payment) {
        return switch (payment) {
            case Payment.Requested requested -> weigh(requested);
            case Payment.Lacking lacking -> requestRecharge(lacking);
            case Payment.Recharging recharging -> askForRecharge(recharging);
            case Payment.Funded funded ->
                    postings.hold(funded.order().movement())
                            .map(posted -> funded.after(posted, now()));
            case Payment.Authorized authorized ->
                    postings.capture(authorized.order().movement())
                            .map(posted -> authorized.after(posted, now()));
            case Payment.Refundable _, Payment.Refunded _, Payment.Declined _ ->
                    Uni.createFrom().item(payment);
        };
    }

    private Uni<Payment> weigh(Payment.Requested requested) {
        return balances.available(requested.order().member())
                .map(available -> requested.after(available, now()));
    }

    private Uni<Payment> requestRecharge(Payment.Lacking lacking) {
        return recharges
                .request(lacking.id(), lacking.order().member(), lacking.trail().recharged())
                .map(answer -> lacking.after(answer, now()));
    }

    private Uni<Payment> askForRecharge(Payment.Recharging recharging) {
        return recharges
                .standing(recharging.trail().recharge().orElseThrow())
                .map(standing -> recharging.after(standing, now()));
    }

    /** As precise as the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
