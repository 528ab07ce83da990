package io.mypay.settlement.merchant;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.Optional;

/** Every attempt to pay, kept for ever. */
@ApplicationScoped
class PayoutStore {

    private static final String INSERT =
            """
            INSERT INTO payout (payout_id, settlement_id, attempt, state, retried_by, requested_at)
            VALUES ($1, $2, $3, 'REQUESTED', $4, $5)
            """;

    Uni<Void> insert(SqlConnection tx, Settlement.PayoutRequested requested, String retriedBy) {
        return tx.preparedQuery(INSERT)
                .execute(
                        Tuple.of(
                                requested.payout().value(),
                                requested.calculation().id().value(),
                                requested.attempt(),
                                retriedBy,
                                requested.updatedAt().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    // Held until the commit: two outcomes of one attempt come one after the other.
    private static final String LOCK =
            """
            SELECT payout_id, settlement_id, attempt, state
              FROM payout
             WHERE payout_id = $1
               FOR NO KEY UPDATE
            """;

    Uni<Optional<Payout>> lock(SqlConnection tx, PayoutId id) {
        return tx.preparedQuery(LOCK)
                .execute(Tuple.of(id.value()))
                .map(rows ->
                        rows.size() == 0
                                ? Optional.empty()
                                : Optional.of(payout(rows.iterator().next())));
    }

    private static final String END =
            """
            UPDATE payout
               SET state = $2,
                   firmbanking_id = $3,
                   failure_reason = $4,
                   completed_at = $5
             WHERE payout_id = $1
               AND state = 'REQUESTED'
            """;

    Uni<Void> end(SqlConnection tx, PayoutOutcome outcome) {
        return tx.preparedQuery(END).execute(values(outcome)).replaceWithVoid();
    }

    private static Tuple values(PayoutOutcome outcome) {
        var at = outcome.at().atOffset(ZoneOffset.UTC);
        return switch (outcome) {
            case PayoutOutcome.Succeeded won ->
                    Tuple.of(won.payout().value(), "PAID", won.by().toString(), "", at);
            case PayoutOutcome.Failed lost ->
                    Tuple.of(
                            lost.payout().value(),
                            "FAILED",
                            lost.by().map(FirmbankingId::toString).orElse(""),
                            lost.reason(),
                            at);
        };
    }

    private static Payout payout(Row row) {
        return new Payout(
                new PayoutId(row.getUUID("payout_id")),
                new SettlementId(row.getUUID("settlement_id")),
                row.getInteger("attempt"),
                Payout.State.valueOf(row.getString("state")));
    }
}
