package io.mypay.settlement.merchant;

import io.mypay.kit.page.PageSize;
import io.mypay.kit.page.PageToken;
import io.mypay.kit.sql.Database;
import io.mypay.kit.sweep.StuckLists;
import io.mypay.kit.sweep.StuckPage;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What merchants are owed: calculated, confirmed, listed. */
@ApplicationScoped
public class Settlements {
    private final Database database;
    private final CalculationStore calculations;
    private final SettlementStore settlements;
    private final StuckLists stuckLists;

    Settlements(
            Database database,
            CalculationStore calculations,
            SettlementStore settlements,
            StuckLists stuckLists) {
        this.database = database;
        this.calculations = calculations;
        this.settlements = settlements;
        this.stuckLists = stuckLists;
    }

    /** The same vouchers and carried nets always give the same settlements, ids included. */
    public Uni<Void> calculate(SqlConnection tx, MerchantRange range, Instant now) {
        return calculations.calculate(tx, range, now);
    }

    /** Writes the snapshot, a line per voucher; from now on the settlements never change. */
    public Uni<Void> confirm(SqlConnection tx, MerchantRange range, Instant now) {
        return calculations
                .writeLines(tx, range)
                .chain(lines ->
                        calculations
                                .confirm(tx, range, now)
                                .invoke(vouchers -> requireComplete(range, lines, vouchers)))
                .replaceWithVoid();
    }

    /** Newest first. */
    public Uni<SettlementPage> list(
            SettlementFilter filter, Optional<PageToken> after, PageSize size) {
        return database.read(client -> settlements.list(client, filter, after, size.plusOne()))
                .map(found -> page(found, size));
    }

    /** Payouts whose outcome should have been known by now. */
    public Uni<StuckPage> stuckPayouts(int pageSize, String pageToken) {
        return stuckLists.page(SettlementStore.STUCK, pageSize, pageToken);
    }

    public Uni<Long> countStuckPayouts(Instant now) {
        return database.read(client -> settlements.countStuck(client, now));
    }

    private static void requireComplete(MerchantRange range, int lines, int vouchers) {
        if (lines != vouchers) {
            throw new IllegalStateException(
                    "run %s was calculated from %d vouchers and has %d now"
                            .formatted(range.run(), vouchers, lines));
        }
    }

    private static SettlementPage page(List<Settlement> found, PageSize size) {
        return found.size() <= size.value()
                ? new SettlementPage(found, false)
                : new SettlementPage(found.subList(0, size.value()), true);
    }
}
