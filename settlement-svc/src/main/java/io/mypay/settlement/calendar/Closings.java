package io.mypay.settlement.calendar;

import io.mypay.kit.refusal.Refused;
import io.mypay.settlement.SettlementRefusal;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;

/**
 * Opens and closes business dates. Arrivals and closes exclude each other until their commit, hence
 * a voucher is either seen by the run that closes its date or gets a later date.
 */
@ApplicationScoped
public class Closings {
    private final ClosingStore store;

    Closings(ClosingStore store) {
        this.store = store;
    }

    /**
     * The date itself if it is open, else the first open one. It stays open until the transaction
     * ends.
     */
    public Uni<LocalDate> openDate(SqlConnection tx, LocalDate wanted) {
        return store.lockShared(tx)
                .chain(() -> store.closedUntil(tx))
                .map(closed -> wanted.isAfter(closed) ? wanted : closed.plusDays(1));
    }

    /** Lets every arrival finish and holds back the next ones until the transaction ends. */
    public Uni<Void> holdArrivals(SqlConnection tx) {
        return store.lockAlone(tx);
    }

    /** Closes every open date up to and including this one; arrivals must be held back. */
    public Uni<Period> close(SqlConnection tx, LocalDate last) {
        return openPeriod(tx, last).call(() -> store.close(tx, last));
    }

    /** What closing the date now would settle. */
    public Uni<Period> openPeriod(SqlClient client, LocalDate last) {
        return store.closedUntil(client)
                .invoke(closed -> requireOpen(last, closed))
                .chain(closed -> store.firstDateWithVouchers(client, closed, last))
                .map(first -> new Period(first.orElse(last), last));
    }

    private static void requireOpen(LocalDate date, LocalDate closedUntil) {
        if (!date.isAfter(closedUntil)) {
            throw new Refused(new SettlementRefusal.BusinessDateBeforeClosed(closedUntil));
        }
    }
}
