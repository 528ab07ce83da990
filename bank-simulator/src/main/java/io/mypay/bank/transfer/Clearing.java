package io.mypay.bank.transfer;

import io.mypay.bank.account.Account;
import io.mypay.bank.agreement.Agreement;
import io.mypay.bank.language.AccountId;
import io.mypay.bank.language.DeclineReason;
import io.mypay.bank.language.TransferId;
import io.mypay.bank.language.Won;
import io.mypay.bank.statement.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a command comes to: its outcome, the accounts as they are afterwards, and their entries. The
 * amount and the fee are one decision, so a command that could pay only one of them moves nothing.
 */
public record Clearing(Outcome outcome, List<Account> changed, List<Entry> entries) {
    public static Clearing decline(
            Command command, DeclineReason reason, TransferId id, Instant now) {
        return new Clearing(new Outcome.Declined(id, command, reason, now), List.of(), List.of());
    }

    /** Decides over those of the command's accounts that exist. */
    public static Clearing decide(
            Command command,
            Agreement agreement,
            Map<AccountId, Account> accounts,
            TransferId id,
            Instant now) {
        return objection(command, agreement, accounts)
                .map(reason -> decline(command, reason, id, now))
                .orElseGet(() -> execute(command, agreement, accounts, id, now));
    }

    private static Optional<DeclineReason> objection(
            Command command, Agreement agreement, Map<AccountId, Account> accounts) {
        if (!command.accounts().contains(agreement.corporateAccount())) {
            return Optional.of(DeclineReason.NO_AGREEMENT);
        }
        if (!accounts.keySet().containsAll(command.accounts())) {
            return Optional.of(DeclineReason.NO_SUCH_ACCOUNT);
        }
        if (command.accounts().stream().map(accounts::get).anyMatch(Account::isClosed)) {
            return Optional.of(DeclineReason.ACCOUNT_CLOSED);
        }
        if (!affordable(command, agreement, accounts)) {
            return Optional.of(DeclineReason.INSUFFICIENT_FUNDS);
        }
        return Optional.empty();
    }

    private static boolean affordable(
            Command command, Agreement agreement, Map<AccountId, Account> accounts) {
        Account payer = accounts.get(command.from());
        if (payer.id().equals(agreement.corporateAccount())) {
            return payer.affords(command.amount().plus(agreement.fee()));
        }
        // The corporate account may pay the fee out of what it is just being paid.
        Account corporate = accounts.get(command.to());
        return payer.affords(command.amount())
                && corporate.credit(command.amount()).affords(agreement.fee());
    }

    private static Clearing execute(
            Command command,
            Agreement agreement,
            Map<AccountId, Account> accounts,
            TransferId id,
            Instant now) {
        Account payer = accounts.get(command.from()).debit(command.amount());
        Account payee = accounts.get(command.to()).credit(command.amount());
        List<Entry> entries = new ArrayList<>();
        entries.add(
                entry(
                        id,
                        payer,
                        Entry.Direction.DEBIT,
                        Entry.Kind.TRANSFER,
                        command.amount(),
                        now));
        entries.add(
                entry(
                        id,
                        payee,
                        Entry.Direction.CREDIT,
                        Entry.Kind.TRANSFER,
                        command.amount(),
                        now));
        if (agreement.fee().isPositive()) {
            boolean payerIsCorporate = payer.id().equals(agreement.corporateAccount());
            Account corporate = (payerIsCorporate ? payer : payee).debit(agreement.fee());
            payer = payerIsCorporate ? corporate : payer;
            payee = payerIsCorporate ? payee : corporate;
            entries.add(
                    entry(
                            id,
                            corporate,
                            Entry.Direction.DEBIT,
                            Entry.Kind.FEE,
                            agreement.fee(),
                            now));
        }
        return new Clearing(
                new Outcome.Succeeded(id, command, agreement.fee(), now),
                List.of(payer, payee),
                List.copyOf(entries));
    }

    private static Entry entry(
            TransferId transfer,
            Account after,
            Entry.Direction direction,
            Entry.Kind kind,
            Won amount,
            Instant at) {
        return new Entry(transfer, after.id(), direction, kind, amount, after.balance(), at);
    }
}
