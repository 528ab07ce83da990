package io.mypay.remittance.sending;

import io.mypay.remittance.RemittanceId;
import io.mypay.remittance.bank.FirmbankingStanding;
import io.mypay.remittance.funding.RechargeId;
import io.mypay.remittance.funding.RechargeStanding;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What events tell about the recharges and firmbankings of remittances. Each is applied in the
 * transaction that received it, so a remittance moves on at once instead of asking in a while.
 */
@ApplicationScoped
class Outcomes {
    private final InstantSource clock = InstantSource.system();
    private final RemittanceStore store;
    private final Sagas sagas;

    Outcomes(RemittanceStore store, Sagas sagas) {
        this.store = store;
        this.sagas = sagas;
    }

    /** The remittance that moved on; empty for a recharge that serves none, or is known already. */
    Uni<Optional<Remittance>> recharge(SqlConnection tx, RechargeId id, RechargeStanding standing) {
        return store.lock(tx, id)
                .chain(found ->
                        found.map(it -> recharge(tx, it, standing)).orElseGet(Outcomes::nothing));
    }

    private Uni<Optional<Remittance>> recharge(
            SqlConnection tx, Remittance remittance, RechargeStanding standing) {
        return remittance instanceof Remittance.Recharging recharging
                ? move(tx, recharging, recharging.after(standing, now()))
                : nothing();
    }

    /** The remittance that moved on; empty if the outcome is known already. */
    Uni<Optional<Remittance>> firmbanking(
            SqlConnection tx, RemittanceId id, FirmbankingStanding standing) {
        return store.lock(tx, id)
                .map(found -> found.orElseThrow(() -> unknown(id)))
                .chain(remittance -> firmbanking(tx, remittance, standing));
    }

    private Uni<Optional<Remittance>> firmbanking(
            SqlConnection tx, Remittance remittance, FirmbankingStanding standing) {
        if (remittance instanceof Remittance.Reserved reserved) {
            return move(tx, reserved, reserved.after(standing, now()));
        }
        if (isPaid(remittance) != (standing instanceof FirmbankingStanding.Succeeded)) {
            throw new IllegalStateException(
                    "%s is %s, and banking says %s"
                            .formatted(remittance.id(), RemittanceRow.state(remittance), standing));
        }
        return nothing();
    }

    private static boolean isPaid(Remittance remittance) {
        return remittance instanceof Remittance.Capturing
                || remittance instanceof Remittance.Completed;
    }

    private Uni<Optional<Remittance>> move(SqlConnection tx, Remittance from, Remittance to) {
        return sagas.move(tx, from, to).map(moved -> moved ? Optional.of(to) : Optional.empty());
    }

    /** Once the event's transaction is committed. */
    void proceed(Optional<Remittance> moved) {
        moved.ifPresent(sagas::proceed);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static IllegalStateException unknown(RemittanceId id) {
        return new IllegalStateException("a firmbanking for a remittance nobody knows: " + id);
    }

    private static Uni<Optional<Remittance>> nothing() {
        return Uni.createFrom().item(Optional.empty());
    }
}
