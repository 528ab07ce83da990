package io.mypay.payment.paying;

import io.mypay.payment.funding.RechargeId;
import io.mypay.payment.funding.RechargeStanding;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What events tell about the recharges of payments. Each is applied in the transaction that
 * received it, so a payment moves on at once instead of asking in a while.
 */
@ApplicationScoped
class Outcomes {
    private final InstantSource clock;
    private final PaymentStore store;
    private final Sagas sagas;

    Outcomes(InstantSource clock, PaymentStore store, Sagas sagas) {
        this.clock = clock;
        this.store = store;
        this.sagas = sagas;
    }

    /** The payment that moved on; empty for a recharge that serves none, or is known already. */
    Uni<Optional<Payment>> recharge(SqlConnection tx, RechargeId id, RechargeStanding standing) {
        return store.lock(tx, id)
                .chain(found ->
                        switch (found.orElse(null)) {
                            case Payment.Recharging recharging ->
                                    move(tx, recharging, recharging.after(standing, now()));
                            case null, default -> Uni.createFrom().item(Optional.empty());
                        });
    }

    /** Once the event's transaction is committed. */
    void proceed(Optional<Payment> moved) {
        moved.ifPresent(sagas::proceed);
    }

    private Uni<Optional<Payment>> move(SqlConnection tx, Payment from, Payment to) {
        return sagas.move(tx, from, to).map(moved -> moved ? Optional.of(to) : Optional.empty());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
