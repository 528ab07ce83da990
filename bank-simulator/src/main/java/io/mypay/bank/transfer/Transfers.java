package io.mypay.bank.transfer;

import io.mypay.bank.BankSettings;
import io.mypay.bank.account.Account;
import io.mypay.bank.account.Accounts;
import io.mypay.bank.agreement.Agreement;
import io.mypay.bank.agreement.Agreements;
import io.mypay.bank.language.AccountId;
import io.mypay.bank.language.BankCode;
import io.mypay.bank.language.DeclineReason;
import io.mypay.bank.language.IdempotencyKey;
import io.mypay.bank.language.Refusal;
import io.mypay.bank.language.Refused;
import io.mypay.bank.language.TransferId;
import io.mypay.bank.sql.Transaction;
import io.mypay.bank.sql.Transactions;
import io.mypay.bank.statement.Statements;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** Executes commands, each once, and tells what became of them. */
@Singleton
public final class Transfers {
    private final Transactions transactions;
    private final CommandStore store;
    private final Accounts accounts;
    private final Agreements agreements;
    private final Statements statements;
    private final Clock clock;
    private final Duration window;

    Transfers(
            BankSettings settings,
            Transactions transactions,
            CommandStore store,
            Accounts accounts,
            Agreements agreements,
            Statements statements,
            Clock clock) {
        this.transactions = transactions;
        this.store = store;
        this.accounts = accounts;
        this.agreements = agreements;
        this.statements = statements;
        this.clock = clock;
        this.window = Duration.ofSeconds(settings.commandWindowSeconds());
    }

    /**
     * Decides a command, or repeats the outcome it already has. Transfer, fee, entries and outcome
     * are one transaction.
     *
     * @param ordered a reason to decline whatever the accounts say
     */
    public Outcome execute(Command command, Optional<DeclineReason> ordered) {
        Agreement agreement = agreements.at(command.bank());
        return transactions.run(transaction -> {
            store.lock(transaction, command.bank(), command.key());
            return store.find(transaction, command.bank(), command.key())
                    .map(earlier -> replay(earlier, command))
                    .orElseGet(() -> perform(transaction, command, agreement, ordered));
        });
    }

    /**
     * The outcome of a command. Saying that there is none starts its window: once that is over the
     * command is declined, so a caller who waited for the window knows that nothing will move.
     */
    public Outcome inquire(BankCode bank, IdempotencyKey key) {
        agreements.at(bank);
        return transactions
                .run(transaction -> {
                    store.lock(transaction, bank, key);
                    Optional<Outcome> outcome = store.find(transaction, bank, key);
                    if (outcome.isEmpty()) {
                        store.rememberUnknown(transaction, bank, key, now());
                    }
                    return outcome;
                })
                .orElseThrow(() -> new Refused(new Refusal.NoSuchCommand(window.toSeconds())));
    }

    private static Outcome replay(Outcome earlier, Command command) {
        if (!earlier.command().equals(command)) {
            throw new Refused(new Refusal.IdempotencyKeyReused());
        }
        return earlier;
    }

    private Outcome perform(
            Transaction transaction,
            Command command,
            Agreement agreement,
            Optional<DeclineReason> ordered) {
        Optional<Instant> unknownSince =
                store.unknownSince(transaction, command.bank(), command.key());
        // The corporate account is locked by every command of every bank: nothing that can be
        // asked before comes after this line, and every write is one round trip.
        Map<AccountId, Account> locked = accounts.lock(transaction, command.accounts());
        // Only now, so that times grow along each account as its entries do.
        Instant now = now();
        TransferId id = TransferId.next();
        Clearing clearing =
                expired(unknownSince, now)
                        .or(() -> ordered)
                        .map(reason -> Clearing.decline(command, reason, id, now))
                        .orElseGet(() -> Clearing.decide(command, agreement, locked, id, now));
        accounts.setBalances(transaction, clearing.changed());
        store.insert(transaction, clearing.outcome());
        statements.record(transaction, clearing.entries());
        return clearing.outcome();
    }

    private Optional<DeclineReason> expired(Optional<Instant> unknownSince, Instant now) {
        return unknownSince
                .filter(since -> now.isAfter(since.plus(window)))
                .map(_ -> DeclineReason.COMMAND_EXPIRED);
    }

    /** As exact as the database keeps it, so that a replay gives the very same answer. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
