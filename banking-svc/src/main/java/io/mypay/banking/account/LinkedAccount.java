package io.mypay.banking.account;

import io.mypay.banking.bank.BankAccount;

/** A registered account that money can move from and to. */
public record LinkedAccount(RegisteredBankAccountId id, BankAccount account) {}
