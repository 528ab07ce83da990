package io.mypay.banking.firmbanking;

import io.mypay.kit.id.Uuid7;
import java.util.Objects;
import java.util.UUID;

/** Which firmbanking; the bank's idempotency key as well. */
public record FirmbankingId(UUID value) {
    public FirmbankingId {
        Objects.requireNonNull(value, "value");
    }

    static FirmbankingId parse(String text) {
        return new FirmbankingId(Uuid7.parse("firmbanking_id", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
