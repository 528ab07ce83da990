package io.mypay.banking.contract;

import io.mypay.banking.BankingRefusal;
import io.mypay.kit.refusal.Refused;
import java.time.Instant;

/** From one instant until another, exclusive. */
public record Period(Instant from, Instant until) {
    public Period {
        if (!until.isAfter(from)) {
            throw new Refused(new BankingRefusal.ContractPeriodEmpty());
        }
    }
}
