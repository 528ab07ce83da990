package io.mypay.bank.transfer;

import io.mypay.bank.language.AccountId;
import io.mypay.bank.language.AccountNumber;
import io.mypay.bank.language.BankCode;
import io.mypay.bank.language.DeclineReason;
import io.mypay.bank.language.IdempotencyKey;
import io.mypay.bank.language.TransferId;
import io.mypay.bank.language.Won;
import io.mypay.bank.sql.Transaction;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

@Singleton
final class CommandStore {
    // Whoever executes or asks about one command takes turns with the others that do; the primary
    // key is the second guard. It is always taken before any account's lock.
    private static final String LOCK =
            """
            SELECT pg_advisory_xact_lock(hashtextextended(? || '/' || ?, 0))
            """;

    void lock(Transaction transaction, BankCode bank, IdempotencyKey key) {
        transaction.list(LOCK, row -> true, bank.value(), key.toString());
    }

    private static final String FIND =
            """
            SELECT bank_code, idempotency_key, transfer_id, from_bank_code, from_account_number,
                   to_bank_code, to_account_number, amount, memo, decline_reason, fee, at
              FROM command
             WHERE bank_code = ?
               AND idempotency_key = ?
            """;

    Optional<Outcome> find(Transaction transaction, BankCode bank, IdempotencyKey key) {
        return transaction.first(FIND, CommandStore::outcome, bank.value(), key.value());
    }

    private static final String INSERT =
            """
            INSERT INTO command
                   (bank_code, idempotency_key, transfer_id, from_bank_code, from_account_number,
                    to_bank_code, to_account_number, amount, memo, decline_reason, fee, at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    void insert(Transaction transaction, Outcome outcome) {
        Command command = outcome.command();
        transaction.update(
                INSERT,
                command.bank().value(),
                command.key().value(),
                outcome.id().value(),
                command.from().bank().value(),
                command.from().number().value(),
                command.to().bank().value(),
                command.to().number().value(),
                command.amount().value(),
                command.memo(),
                switch (outcome) {
                    case Outcome.Succeeded _ -> null;
                    case Outcome.Declined declined -> declined.reason().value();
                },
                switch (outcome) {
                    case Outcome.Succeeded succeeded -> succeeded.fee().value();
                    case Outcome.Declined _ -> Won.ZERO.value();
                },
                outcome.at());
    }

    // The first answer counts: asking again does not give the command more time.
    private static final String REMEMBER_UNKNOWN =
            """
            INSERT INTO unknown_command (bank_code, idempotency_key, first_asked_at)
            VALUES (?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    void rememberUnknown(Transaction transaction, BankCode bank, IdempotencyKey key, Instant now) {
        transaction.update(REMEMBER_UNKNOWN, bank.value(), key.value(), now);
    }

    private static final String UNKNOWN_SINCE =
            """
            SELECT first_asked_at
              FROM unknown_command
             WHERE bank_code = ?
               AND idempotency_key = ?
            """;

    Optional<Instant> unknownSince(Transaction transaction, BankCode bank, IdempotencyKey key) {
        return transaction.first(
                UNKNOWN_SINCE, row -> instant(row, "first_asked_at"), bank.value(), key.value());
    }

    private static Outcome outcome(ResultSet row) throws SQLException {
        TransferId id = new TransferId(row.getObject("transfer_id", UUID.class));
        Instant at = instant(row, "at");
        Command command = command(row);
        String reason = row.getString("decline_reason");
        if (reason != null) {
            return new Outcome.Declined(id, command, new DeclineReason(reason), at);
        }
        return new Outcome.Succeeded(id, command, new Won(row.getLong("fee")), at);
    }

    private static Command command(ResultSet row) throws SQLException {
        return new Command(
                new BankCode(row.getString("bank_code")),
                new IdempotencyKey(row.getObject("idempotency_key", UUID.class)),
                account(row, "from_bank_code", "from_account_number"),
                account(row, "to_bank_code", "to_account_number"),
                new Won(row.getLong("amount")),
                row.getString("memo"));
    }

    private static AccountId account(ResultSet row, String bankColumn, String numberColumn)
            throws SQLException {
        return new AccountId(
                new BankCode(row.getString(bankColumn)),
                new AccountNumber(row.getString(numberColumn)));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
