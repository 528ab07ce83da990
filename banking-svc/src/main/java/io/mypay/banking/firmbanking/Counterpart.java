package io.mypay.banking.firmbanking;

import io.mypay.banking.account.RegisteredBankAccountId;
import io.mypay.banking.bank.BankAccount;

/** The account on the other side of the corporate account, as somebody asks for it. */
public sealed interface Counterpart {
    /** One of the membership's registered accounts. */
    record Registered(RegisteredBankAccountId id) implements Counterpart {}

    /** The membership's default account. */
    record Default() implements Counterpart {}

    /** Any account; cash is only ever given to it. */
    record Named(BankAccount account) implements Counterpart {}
}
