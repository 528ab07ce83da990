package io.mypay.banking.contract;

import io.mypay.banking.bank.BankAddress;
import io.mypay.kit.money.Money;

/** What a contract means for one command. */
public record Terms(BankContractId contract, BankAddress address, Money fee, Money dailyLimit) {}
