package io.mypay.money.member;

import com.google.protobuf.Message;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.idempotency.RequestKey;
import io.mypay.kit.idempotency.Requests;
import io.mypay.kit.money.Money;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refusal;
import io.mypay.kit.refusal.Refused;
import io.mypay.kit.sql.Database;
import io.mypay.money.MoneyRefusal;
import io.mypay.money.ledger.Account;
import io.mypay.money.ledger.AccountName;
import io.mypay.money.ledger.Accounts;
import io.mypay.money.ledger.Batch;
import io.mypay.money.ledger.Outcome;
import io.mypay.money.ledger.TransferId;
import io.mypay.money.ledger.Transfers;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Money changed by hand: the transfer, and who made it and why, in one transaction. */
@ApplicationScoped
public class Corrections {
    private final Requests requests;
    private final Database database;
    private final Transfers transfers;
    private final Accounts accounts;
    private final CorrectionStore store;
    private final InstantSource clock = InstantSource.system();

    Corrections(
            Requests requests,
            Database database,
            Transfers transfers,
            Accounts accounts,
            CorrectionStore store) {
        this.requests = requests;
        this.database = database;
        this.transfers = transfers;
        this.accounts = accounts;
        this.store = store;
    }

    /** Once per request; what the ledger refuses leaves nothing behind. */
    public <R extends Message> Uni<R> make(
            RequestKey key, R shape, Correction correction, Function<Corrected, R> encode) {
        return requests.once(key, shape, tx -> make(tx, correction).map(encode));
    }

    /** What would be, without an effect. */
    public Uni<Corrected> quote(Correction correction) {
        var id = newId();
        return database.inTransaction(tx ->
                transfers
                        .quote(tx, List.of(correction.transfer(id)))
                        .call(batch -> requireApplied(tx, correction, batch))
                        .map(batch -> new Corrected(Optional.empty(), after(correction, batch))));
    }

    private Uni<Corrected> make(SqlConnection tx, Correction correction) {
        var id = newId();
        return transfers
                .post(tx, List.of(correction.transfer(id)))
                .call(batch -> requireApplied(tx, correction, batch))
                .call(batch -> store.insert(tx, id, correction, batch.tick().at()))
                .map(batch -> new Corrected(Optional.of(id), after(correction, batch)));
    }

    private Uni<Void> requireApplied(SqlConnection tx, Correction correction, Batch batch) {
        var outcome = batch.results().getFirst().outcome();
        if (outcome == Outcome.APPLIED) {
            return Uni.createFrom().voidItem();
        }
        return accounts.ofMember(tx, correction.member())
                .invoke(account -> {
                    throw new Refused(refusal(outcome, correction, account));
                })
                .replaceWithVoid();
    }

    private static Refusal refusal(
            Outcome outcome, Correction correction, Optional<Account> account) {
        return switch (outcome) {
            case ACCOUNT_NOT_FOUND ->
                    new Common.NotFound("money_account", correction.member().toString());
            case CURRENCY_MISMATCH ->
                    new MoneyRefusal.CurrencyNotSupported(correction.amount().currency());
            case INSUFFICIENT_FUNDS ->
                    new MoneyRefusal.InsufficientFunds(available(account), correction.amount());
            case ACCOUNT_CLOSED -> new MoneyRefusal.AccountClosed();
            case LIMIT_EXCEEDED -> new MoneyRefusal.LimitExceeded();
            case APPLIED,
                    REPLAYED,
                    ID_REUSED,
                    AMOUNT_NOT_POSITIVE,
                    SAME_ACCOUNT,
                    HOLD_NOT_FOUND,
                    HOLD_ALREADY_CAPTURED,
                    HOLD_ALREADY_RELEASED,
                    HOLD_EXPIRED,
                    AMOUNT_EXCEEDS_HOLD,
                    LINKED_TRANSFER_FAILED ->
                    throw new IllegalStateException("a new correction is " + outcome);
        };
    }

    private static Money available(Optional<Account> account) {
        return account.map(Account::available).orElse(Money.krw(0));
    }

    private static Account after(Correction correction, Batch batch) {
        var name = AccountName.member(correction.member());
        return batch.accounts().stream()
                .filter(account -> account.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private TransferId newId() {
        return new TransferId(Uuid7.next(clock));
    }
}
