package io.mypay.e2e;

import io.mypay.money.v1.Account;
import io.mypay.money.v1.GetTrialBalanceRequest;
import io.mypay.money.v1.GetTrialBalanceResponse;
import io.mypay.money.v1.LedgerVerdict;
import io.mypay.money.v1.VerifyLedgerRequest;
import io.mypay.money.v1.VerifyLedgerResponse;
import io.mypay.type.v1.BankAccount;
import io.mypay.type.v1.Money;
import java.util.Iterator;
import java.util.Optional;

/**
 * That no won was lost or made: the ledger sums to zero, its cash is what the bank holds, and every
 * balance and seal in it holds when it is recomputed.
 */
public final class Proof {

    private static final String CASH = "corporate-cash/";

    private final MyPay staff;
    private final OutsideBank bank;
    private final BankAccount corporate;

    public Proof(MyPay staff, OutsideBank bank, BankAccount corporate) {
        this.staff = staff;
        this.bank = bank;
        this.corporate = corporate;
    }

    /** What both sides say, read together. */
    public record Books(GetTrialBalanceResponse trialBalance, long ledgerCash, long bankCash) {

        public boolean sumToZero() {
            return trialBalance.getSumsList().stream()
                    .mapToLong(Money::getMinorUnits)
                    .allMatch(sum -> sum == 0);
        }

        public boolean agree() {
            return ledgerCash == bankCash;
        }
    }

    public Books books() {
        GetTrialBalanceResponse trial =
                staff.ledger().getTrialBalance(GetTrialBalanceRequest.getDefaultInstance());
        Optional<Account> cash =
                trial.getLinesList().stream()
                        .filter(line -> line.getName().equals(CASH + corporate.getBankCode()))
                        .findFirst();
        // An asset grows by money going out of its account, so the ledger shows it negated.
        long ledgerCash = -cash.map(line -> line.getPosted().getMinorUnits()).orElse(0L);
        return new Books(trial, ledgerCash, bank.balance(corporate));
    }

    /** The books once the last fee and payout have arrived by message. */
    public Books settled() {
        return Eventually.holds(
                "ledger sums to 0 and cash equals bank",
                this::books,
                books -> books.sumToZero() && books.agree());
    }

    /** What the ledger comes to when all of it is recomputed. */
    public LedgerVerdict verdict() {
        Iterator<VerifyLedgerResponse> answers =
                staff.ledger().verifyLedger(VerifyLedgerRequest.getDefaultInstance());
        VerifyLedgerResponse last = answers.next();
        while (answers.hasNext()) {
            last = answers.next();
        }
        return last.getVerdict();
    }

    /** The same, where everything else than that it holds is a failure. */
    public LedgerVerdict verified() {
        LedgerVerdict verdict = verdict();
        if (!verdict.getHolds()) {
            throw new IllegalStateException("the ledger does not hold: " + verdict);
        }
        return verdict;
    }
}
