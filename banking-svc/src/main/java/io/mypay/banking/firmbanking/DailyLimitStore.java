package io.mypay.banking.firmbanking;

import io.mypay.banking.bank.BankCode;
import io.mypay.kit.money.Money;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;

/** How much was committed to a bank on a business date. */
@ApplicationScoped
class DailyLimitStore {
    // Check and change are one statement on one row, so two commands racing for the rest of a
    // limit cannot both have it. The subtraction cannot overflow where the sum could.
    private static final String COMMIT =
            """
            INSERT INTO bank_day (bank_code, business_date, committed)
            SELECT $1::text, $2::date, $3::bigint
             WHERE $3::bigint <= $4::bigint
                ON CONFLICT (bank_code, business_date)
                DO UPDATE
               SET committed = bank_day.committed + $3::bigint
             WHERE bank_day.committed <= $4::bigint - $3::bigint
            RETURNING committed
            """;

    /** Whether the amount still fitted under the limit; only then it counts. */
    Uni<Boolean> commit(
            SqlConnection tx, BankCode bank, LocalDate date, Money amount, Money limit) {
        var values = Tuple.of(bank.value(), date, amount.minorUnits(), limit.minorUnits());
        return tx.preparedQuery(COMMIT).execute(values).map(rows -> rows.rowCount() == 1);
    }

    private static final String GIVE_BACK =
            """
            UPDATE bank_day
               SET committed = committed - $3
             WHERE bank_code = $1
               AND business_date = $2
            """;

    Uni<Void> giveBack(SqlConnection tx, Command command) {
        var values =
                Tuple.of(
                        command.bank().value(),
                        command.businessDate(),
                        command.amount().minorUnits());
        return tx.preparedQuery(GIVE_BACK).execute(values).replaceWithVoid();
    }
}
