package io.mypay.banking.account;

import io.mypay.banking.bank.BankAccount;
import io.mypay.kit.id.MembershipId;
import java.util.Objects;

/** What somebody asks to be linked. */
record Registration(MembershipId membership, BankAccount account, HolderName holder) {
    Registration {
        Objects.requireNonNull(membership, "membership");
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(holder, "holder");
    }
}
