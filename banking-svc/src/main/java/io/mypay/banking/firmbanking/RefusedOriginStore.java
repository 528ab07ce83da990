package io.mypay.banking.firmbanking;

import io.mypay.banking.BankingRefusal;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** Origins that were told no; nothing here is ever changed or forgotten. */
@ApplicationScoped
class RefusedOriginStore {
    // Under the origin's lock there is none yet, so a conflict would be a defect and fails.
    private static final String INSERT =
            """
            INSERT INTO refused_origin (origin_id, origin, membership_id, refusal, about, refuse_time)
            VALUES ($1, $2, $3, $4, $5, $6)
            """;

    Uni<Void> insert(
            SqlConnection tx, Purpose purpose, BankingRefusal.OfOrder refusal, Instant now) {
        var values =
                Tuple.tuple()
                        .addUUID(purpose.originId())
                        .addString(purpose.origin().name())
                        .addUUID(purpose.membership().value())
                        .addString(name(refusal))
                        .addString(about(refusal))
                        .addOffsetDateTime(now.atOffset(ZoneOffset.UTC));
        return tx.preparedQuery(INSERT).execute(values).replaceWithVoid();
    }

    private static final String FIND =
            """
            SELECT refusal, about
              FROM refused_origin
             WHERE origin_id = $1
            """;

    Uni<Optional<BankingRefusal.OfOrder>> find(SqlConnection tx, UUID originId) {
        return tx.preparedQuery(FIND)
                .execute(Tuple.of(originId))
                .map(rows ->
                        rows.size() == 0
                                ? Optional.empty()
                                : Optional.of(refusal(rows.iterator().next())));
    }

    private static String name(BankingRefusal.OfOrder refusal) {
        return switch (refusal) {
            case BankingRefusal.BankAccountIsOurs() -> "BANK_ACCOUNT_IS_OURS";
            case BankingRefusal.BankContractNotValid _ -> "BANK_CONTRACT_NOT_VALID";
            case BankingRefusal.BankDailyLimitExceeded _ -> "BANK_DAILY_LIMIT_EXCEEDED";
            case BankingRefusal.NoRegisteredBankAccount() -> "NO_REGISTERED_BANK_ACCOUNT";
            case BankingRefusal.CurrencyNotSupported _ -> "CURRENCY_NOT_SUPPORTED";
        };
    }

    private static String about(BankingRefusal.OfOrder refusal) {
        return switch (refusal) {
            case BankingRefusal.BankContractNotValid(var bank) -> bank;
            case BankingRefusal.BankDailyLimitExceeded(var bank) -> bank;
            case BankingRefusal.CurrencyNotSupported(var currency) -> currency;
            case BankingRefusal.BankAccountIsOurs() -> "";
            case BankingRefusal.NoRegisteredBankAccount() -> "";
        };
    }

    private static BankingRefusal.OfOrder refusal(Row row) {
        var about = row.getString("about");
        var name = row.getString("refusal");
        return switch (name) {
            case "BANK_ACCOUNT_IS_OURS" -> new BankingRefusal.BankAccountIsOurs();
            case "BANK_CONTRACT_NOT_VALID" -> new BankingRefusal.BankContractNotValid(about);
            case "BANK_DAILY_LIMIT_EXCEEDED" -> new BankingRefusal.BankDailyLimitExceeded(about);
            case "NO_REGISTERED_BANK_ACCOUNT" -> new BankingRefusal.NoRegisteredBankAccount();
            case "CURRENCY_NOT_SUPPORTED" -> new BankingRefusal.CurrencyNotSupported(about);
            default -> throw new IllegalStateException("an origin was refused as " + name);
        };
    }
}
