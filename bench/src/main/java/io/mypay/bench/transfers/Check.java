package io.mypay.bench.transfers;

import io.mypay.money.v1.Account;
import io.mypay.money.v1.GetAccountsRequest;
import io.mypay.money.v1.GetTrialBalanceRequest;
import io.mypay.money.v1.LedgerServiceGrpc.LedgerServiceBlockingStub;
import io.mypay.money.v1.LedgerVerdict;
import io.mypay.money.v1.VerifyLedgerRequest;
import io.mypay.money.v1.VerifyLedgerResponse;
import io.mypay.type.v1.Money;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** That no won was lost or made: the ledger balances, and agrees with the client's book. */
public final class Check {
    private static final int NAMES_PER_CALL = 1000;

    private final Book book;
    private final LedgerServiceBlockingStub ledger;

    public Check(Book book, LedgerServiceBlockingStub ledger) {
        this.book = book;
        this.ledger = ledger;
    }

    /** What does not hold; empty if everything does. */
    public List<String> differences() {
        List<String> found = new ArrayList<>();
        for (Money sum :
                ledger.getTrialBalance(GetTrialBalanceRequest.getDefaultInstance()).getSumsList()) {
            if (sum.getMinorUnits() != 0) {
                found.add("the trial balance sums to " + sum.getMinorUnits());
            }
        }
        List<String> names = book.names();
        for (int first = 0; first < names.size(); first += NAMES_PER_CALL) {
            compare(
                    first,
                    names.subList(first, Math.min(first + NAMES_PER_CALL, names.size())),
                    found);
        }
        return found;
    }

    /** What the ledger itself finds when it goes through all it has. */
    public List<String> findings() {
        List<String> found = new ArrayList<>();
        Iterator<VerifyLedgerResponse> progress =
                ledger.verifyLedger(VerifyLedgerRequest.getDefaultInstance());
        LedgerVerdict verdict = LedgerVerdict.getDefaultInstance();
        while (progress.hasNext()) {
            verdict = progress.next().getVerdict();
        }
        if (!verdict.getHolds()) {
            found.add("verification failed: " + verdict.getFindingsList());
        }
        return found;
    }

    private void compare(int first, List<String> names, List<String> found) {
        List<Account> accounts =
                ledger.getAccounts(GetAccountsRequest.newBuilder().addAllNames(names).build())
                        .getAccountsList();
        if (accounts.size() != names.size()) {
            found.add(names.size() - accounts.size() + " accounts are missing");
            return;
        }
        for (int i = 0; i < accounts.size(); i++) {
            Account account = accounts.get(i);
            long posted = account.getPosted().getMinorUnits();
            long expected = book.balance(first + i);
            if (posted != expected) {
                found.add(
                        "%s has %d, acknowledged were %d"
                                .formatted(account.getName(), posted, expected));
            }
        }
    }
}
