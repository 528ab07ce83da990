package io.mypay.settlement.voucher;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** The vouchers that arrived; rows are only ever added. */
@ApplicationScoped
class VoucherStore {

    private static final String INSERT =
            """
            INSERT INTO voucher (voucher_id, payment_id, kind, merchant_id, gross, commission_basis_points, commission,
                                 business_date, written_at, settlement_date)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT (voucher_id) DO NOTHING
            """;

    /** False if a voucher with that id is already there. */
    Uni<Boolean> insert(SqlConnection tx, Voucher voucher, LocalDate settlementDate) {
        return tx.preparedQuery(INSERT)
                .execute(content(voucher).addLocalDate(settlementDate))
                .map(rows -> rows.rowCount() == 1);
    }

    private static final String IS_KNOWN =
            """
            SELECT EXISTS (SELECT
                             FROM voucher
                            WHERE voucher_id = $1
                              AND payment_id = $2
                              AND kind = $3
                              AND merchant_id = $4
                              AND gross = $5
                              AND commission_basis_points = $6
                              AND commission = $7
                              AND business_date = $8
                              AND written_at = $9)
            """;

    /** Whether exactly this voucher is there. */
    Uni<Boolean> isKnown(SqlConnection tx, Voucher voucher) {
        return tx.preparedQuery(IS_KNOWN)
                .execute(content(voucher))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    private static Tuple content(Voucher voucher) {
        return Tuple.tuple()
                .addUUID(voucher.id().value())
                .addUUID(voucher.payment().value())
                .addString(voucher.kind().name())
                .addUUID(voucher.merchant().value())
                .addLong(voucher.gross().minorUnits())
                .addInteger(voucher.commission().basisPoints())
                .addLong(voucher.commission().amount().minorUnits())
                .addLocalDate(voucher.businessDate())
                // PostgreSQL keeps microseconds, and would round.
                .addOffsetDateTime(
                        voucher.writtenAt()
                                .truncatedTo(ChronoUnit.MICROS)
                                .atOffset(ZoneOffset.UTC));
    }
}
