package io.mypay.settlement.voucher;

import io.mypay.settlement.calendar.Closings;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;

/** Takes vouchers in, each once, with the date it will be settled with. */
@ApplicationScoped
public class Vouchers {
    private final Closings closings;
    private final VoucherStore store;

    Vouchers(Closings closings, VoucherStore store) {
        this.closings = closings;
        this.store = store;
    }

    /** A voucher that is already there changes nothing, whatever message brought it. */
    public Uni<Void> take(SqlConnection tx, Voucher voucher) {
        return closings.openDate(tx, voucher.businessDate())
                .chain(date -> store.insert(tx, voucher, date))
                .chain(isNew -> isNew ? done() : requireSame(tx, voucher));
    }

    private Uni<Void> requireSame(SqlConnection tx, Voucher voucher) {
        return store.isKnown(tx, voucher)
                .invoke(isSame -> {
                    if (!isSame) {
                        throw new IllegalStateException(
                                "voucher " + voucher.id() + " came again with other content");
                    }
                })
                .replaceWithVoid();
    }

    private static Uni<Void> done() {
        return Uni.createFrom().voidItem();
    }
}
