package io.mypay.remittance.sending;

import io.mypay.kit.id.MembershipId;
import io.mypay.remittance.bank.BankAccount;
import java.util.Optional;

/** Where the money goes. */
public sealed interface Recipient {
    record Member(MembershipId id) implements Recipient {}

    record Account(BankAccount account) implements Recipient {}

    default Optional<MembershipId> member() {
        return this instanceof Member(var id) ? Optional.of(id) : Optional.empty();
    }
}
