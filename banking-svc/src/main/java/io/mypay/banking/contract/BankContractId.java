package io.mypay.banking.contract;

import io.mypay.kit.id.Uuid7;
import java.util.Objects;
import java.util.UUID;

/** Which contract. */
public record BankContractId(UUID value) {
    public BankContractId {
        Objects.requireNonNull(value, "value");
    }

    static BankContractId parse(String text) {
        return new BankContractId(Uuid7.parse("bank_contract_id", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
