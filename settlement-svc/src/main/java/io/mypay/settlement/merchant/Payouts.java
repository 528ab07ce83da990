package io.mypay.settlement.merchant;

import io.mypay.kit.queuelog.Outbox;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.mypay.settlement.SettlementRefusal;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Requests the payouts of confirmed settlements. A merchant is paid once per settlement, because
 * another attempt is only made when the one before has failed for good.
 */
@ApplicationScoped
public class Payouts {
    private final SettlementStore settlements;
    private final PayoutStore payouts;
    private final Outbox outbox;

    Payouts(SettlementStore settlements, PayoutStore payouts, Outbox outbox) {
        this.settlements = settlements;
        this.payouts = payouts;
        this.outbox = outbox;
    }

    /** The first attempt for every confirmed settlement of the range. */
    public Uni<Void> request(SqlConnection tx, MerchantRange range, Instant now) {
        return settlements
                .lockConfirmed(tx, range)
                .chain(found -> inOrder(tx, firstAttempts(found, now)));
    }

    /** Another attempt, if the last one failed. */
    public Uni<Settlement> retry(SqlConnection tx, SettlementId id, String by, Instant now) {
        return settlements
                .lock(tx, id)
                .map(found -> retried(found, id, now))
                .call(requested -> request(tx, requested, by))
                .map(requested -> requested);
    }

    private static List<Settlement.PayoutRequested> firstAttempts(
            List<Settlement> found, Instant now) {
        return found.stream()
                .filter(Settlement.Confirmed.class::isInstance)
                .map(settlement -> ((Settlement.Confirmed) settlement).requestPayout(now))
                .toList();
    }

    // One connection does one thing at a time.
    private Uni<Void> inOrder(SqlConnection tx, List<Settlement.PayoutRequested> requested) {
        return Multi.createFrom()
                .iterable(requested)
                .onItem()
                .transformToUniAndConcatenate(settlement -> request(tx, settlement, ""))
                .collect()
                .last();
    }

    private static Settlement.PayoutRequested retried(
            Optional<Settlement> found, SettlementId id, Instant now) {
        return switch (found.orElseThrow(() -> notFound(id))) {
            case Settlement.PayoutFailed failed -> failed.retry(now);
            case Settlement other ->
                    throw new Refused(new SettlementRefusal.PayoutNotFailed(other.state()));
        };
    }

    private Uni<Void> request(
            SqlConnection tx, Settlement.PayoutRequested requested, String retriedBy) {
        return settlements
                .save(tx, requested)
                .chain(() -> payouts.insert(tx, requested, retriedBy))
                .chain(() -> outbox.append(tx, PayoutEvents.requested(requested)));
    }

    private static Refused notFound(SettlementId id) {
        return new Refused(new Common.NotFound("settlement", id.toString()));
    }
}
