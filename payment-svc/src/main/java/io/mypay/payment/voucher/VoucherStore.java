package io.mypay.payment.voucher;

import io.mypay.kit.id.MembershipId;
import io.mypay.kit.money.Money;
import io.mypay.payment.PaymentId;
import io.mypay.payment.commission.Rate;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Vouchers as rows; they are only ever added. */
@ApplicationScoped
class VoucherStore {
    private static final String SELECT =
            """
            SELECT voucher_id, payment_id, kind, merchant_id, gross, commission_basis_points, commission, created_at
              FROM voucher
            """;

    private static final UUID NEWEST = new UUID(-1, -1);
    private static final LocalDate FIRST_DATE = LocalDate.of(1970, 1, 1);
    private static final LocalDate LAST_DATE = LocalDate.of(9999, 12, 31);

    private static final String INSERT =
            """
            INSERT INTO voucher (voucher_id, payment_id, refund_id, kind, merchant_id, gross, commission_basis_points,
                                 commission, net, business_date, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """;

    Uni<Void> insert(SqlConnection tx, Voucher voucher) {
        var values =
                Tuple.tuple()
                        .addUUID(voucher.id().value())
                        .addUUID(voucher.payment().value())
                        .addUUID(refundOf(voucher))
                        .addString(kind(voucher))
                        .addUUID(voucher.merchant().value())
                        .addLong(voucher.gross().minorUnits())
                        .addInteger(voucher.rate().basisPoints())
                        .addLong(voucher.commission().minorUnits())
                        .addLong(voucher.net().minorUnits())
                        .addLocalDate(voucher.businessDate())
                        .addOffsetDateTime(voucher.at().atOffset(ZoneOffset.UTC));
        return tx.preparedQuery(INSERT).execute(values).replaceWithVoid();
    }

    private static final String OF_PAYMENT =
            SELECT
                    + """
                     WHERE payment_id = $1
                    """;

    /** The capture first, if there is one. */
    Uni<List<Voucher>> ofPayment(SqlClient client, PaymentId payment) {
        return client.preparedQuery(OF_PAYMENT + " ORDER BY kind, voucher_id")
                .execute(Tuple.of(payment.value()))
                .map(VoucherStore::vouchers);
    }

    private static final String CAPTURES =
            SELECT
                    + """
                     WHERE payment_id = ANY ($1)
                       AND kind = 'CAPTURE'
                    """;

    Uni<List<Voucher>> captures(SqlClient client, List<PaymentId> payments) {
        var ids = payments.stream().map(PaymentId::value).toArray(UUID[]::new);
        return client.preparedQuery(CAPTURES)
                .execute(Tuple.tuple().addArrayOfUUID(ids))
                .map(VoucherStore::vouchers);
    }

    private static final String LIST =
            SELECT
                    + """
                     WHERE merchant_id = $1
                       AND business_date BETWEEN $2 AND $3
                       AND voucher_id < $4
                     ORDER BY voucher_id DESC
                     LIMIT $5
                    """;

    /** Newest first, below the given id. */
    Uni<List<Voucher>> list(SqlClient client, VoucherFilter filter, int limit) {
        var values =
                Tuple.of(
                        filter.merchant().value(),
                        filter.businessDate().orElse(FIRST_DATE),
                        filter.businessDate().orElse(LAST_DATE),
                        filter.below().orElse(NEWEST),
                        limit);
        return client.preparedQuery(LIST).execute(values).map(VoucherStore::vouchers);
    }

    private static List<Voucher> vouchers(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).map(VoucherStore::voucher).toList();
    }

    private static Voucher voucher(Row row) {
        var id = new VoucherId(row.getUUID("voucher_id"));
        var payment = new PaymentId(row.getUUID("payment_id"));
        var merchant = new MembershipId(row.getUUID("merchant_id"));
        var gross = Money.krw(row.getLong("gross"));
        var rate = new Rate(row.getInteger("commission_basis_points"));
        var at = row.getOffsetDateTime("created_at").toInstant();
        if (row.getString("kind").equals("CAPTURE")) {
            return new Voucher.Capture(id, payment, merchant, gross, rate, at);
        }
        var commission = Money.krw(row.getLong("commission"));
        return new Voucher.Refund(id, payment, merchant, gross, rate, commission, at);
    }

    private static String kind(Voucher voucher) {
        return switch (voucher) {
            case Voucher.Capture _ -> "CAPTURE";
            case Voucher.Refund _ -> "REFUND";
        };
    }

    /** A refund and its voucher have one id. */
    private static UUID refundOf(Voucher voucher) {
        return switch (voucher) {
            case Voucher.Capture _ -> null;
            case Voucher.Refund refund -> refund.id().value();
        };
    }
}
