package io.mypay.banking.contract;

import java.time.Instant;

/**
 * What MyPay agreed with one bank: Active → Terminated. An active contract holds only within its
 * period. Ending it stops new commands; what is in flight is followed to its end.
 */
public sealed interface BankContract {
    BankContractId id();

    Agreement agreement();

    Instant createdAt();

    record Active(BankContractId id, Agreement agreement, Instant createdAt)
            implements BankContract {
        public Terminated terminate(Instant now) {
            return new Terminated(id, agreement, createdAt, now);
        }
    }

    record Terminated(
            BankContractId id, Agreement agreement, Instant createdAt, Instant terminatedAt)
            implements BankContract {}
}
