package io.mypay.e2e;

import io.mypay.money.v1.Account;
import io.mypay.money.v1.GetTrialBalanceRequest;
import io.mypay.money.v1.GetTrialBalanceResponse;
import io.mypay.type.v1.BankAccount;
import io.mypay.type.v1.Money;
import java.util.Optional;

/** That no won was lost or made: the ledger sums to zero, and its cash is what the bank holds. */
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
}
