package io.mypay.bank.agreement;

import io.mypay.bank.language.AccountId;
import io.mypay.bank.language.BankCode;
import io.mypay.bank.language.Won;

/**
 * What a bank agreed with MyPay: it executes commands between the corporate account and any other,
 * and takes its fee from the corporate account for each one that succeeds.
 */
public record Agreement(BankCode bank, String bankName, Won fee, AccountId corporateAccount) {
    public Agreement {
        if (fee.isNegative()) {
            throw new IllegalArgumentException("a fee is not negative");
        }
    }
}
