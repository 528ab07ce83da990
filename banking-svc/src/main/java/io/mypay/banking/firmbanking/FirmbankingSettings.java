package io.mypay.banking.firmbanking;

import io.mypay.banking.bank.AccountNumber;
import io.mypay.banking.bank.BankAccount;
import io.mypay.banking.bank.BankCode;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** MyPay's own account, and how patient firmbanking is. */
@ConfigMapping(prefix = "mypay.firmbanking")
public interface FirmbankingSettings {
    String corporateBankCode();

    String corporateAccountNumber();

    /** How long a recorded command waits before the sweep takes it up; then it doubles. */
    @WithDefault("5s")
    Duration sendAgainAfter();

    /** The longest wait between two tries to send, so that an outage is over soon after its end. */
    @WithDefault("30s")
    Duration sendAgainAfterMax();

    /**
     * After it the answer to a sent command counts as lost. Longer than one is waited for, and
     * hardly more: after a crash a member waits for it.
     */
    @WithDefault("10s")
    Duration sendLease();

    /** The first pause before the bank is asked what became of a command; it then doubles. */
    @WithDefault("1s")
    Duration inquiryPauseMin();

    @WithDefault("60s")
    Duration inquiryPauseMax();

    @WithDefault("24h")
    Duration finalWithin();

    /** How long a caller without a deadline is kept waiting. */
    @WithDefault("5s")
    Duration patienceMax();

    /** What is left of a caller's deadline for the answer itself. */
    @WithDefault("300ms")
    Duration answerMargin();

    default BankAccount corporateAccount() {
        return new BankAccount(
                new BankCode(corporateBankCode()), new AccountNumber(corporateAccountNumber()));
    }
}
