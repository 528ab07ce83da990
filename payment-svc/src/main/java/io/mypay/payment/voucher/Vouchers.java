package io.mypay.payment.voucher;

import io.mypay.kit.money.Money;
import io.mypay.kit.page.PageSize;
import io.mypay.kit.queuelog.Outbox;
import io.mypay.kit.sql.Database;
import io.mypay.payment.PaymentId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes vouchers together with their events, and reads them. */
@ApplicationScoped
public class Vouchers {
    private final VoucherStore store;
    private final Outbox outbox;
    private final Database database;

    Vouchers(VoucherStore store, Outbox outbox, Database database) {
        this.store = store;
        this.outbox = outbox;
        this.database = database;
    }

    /** In the transaction that moves the payment on; settlement learns of it by the event. */
    public Uni<Void> write(SqlConnection tx, Voucher voucher) {
        return store.insert(tx, voucher)
                .chain(() -> outbox.append(tx, VoucherEvents.written(voucher)));
    }

    /** The capture of a payment that has one, and what its refunds gave back. */
    public Uni<Written> of(SqlClient client, PaymentId payment) {
        return store.ofPayment(client, payment).map(Written::of);
    }

    /** The capture's voucher as the primary has it: for who has just changed its payment. */
    public Uni<Map<PaymentId, Voucher.Capture>> current(PaymentId payment) {
        return database.inTransaction(tx -> store.captures(tx, List.of(payment)))
                .map(Vouchers::byPayment);
    }

    /** The captures of those payments that have one. */
    public Uni<Map<PaymentId, Voucher.Capture>> captures(List<PaymentId> payments) {
        return database.read(client -> store.captures(client, payments)).map(Vouchers::byPayment);
    }

    /** One more than the page holds, if there is one. */
    public Uni<List<Voucher>> page(VoucherFilter filter, PageSize size) {
        return database.read(client -> store.list(client, filter, size.plusOne()));
    }

    private static Map<PaymentId, Voucher.Capture> byPayment(List<Voucher> captures) {
        return captures.stream()
                .map(Voucher.Capture.class::cast)
                .collect(Collectors.toMap(Voucher::payment, Function.identity()));
    }

    /** All vouchers of one payment. */
    public record Written(Voucher.Capture capture, List<Voucher.Refund> refunds) {
        static Written of(List<Voucher> vouchers) {
            return new Written(
                    (Voucher.Capture) vouchers.getFirst(),
                    vouchers.stream().skip(1).map(Voucher.Refund.class::cast).toList());
        }

        public Voucher.Refund refund(VoucherId id) {
            return refunds.stream()
                    .filter(refund -> refund.id().equals(id))
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalStateException("a refund without voucher: " + id));
        }

        public Voucher.GivenBack givenBack() {
            var gross = Money.krw(0);
            var commission = Money.krw(0);
            for (var refund : refunds) {
                gross = gross.plus(refund.gross());
                commission = commission.plus(refund.commission());
            }
            return new Voucher.GivenBack(gross, commission);
        }
    }
}
