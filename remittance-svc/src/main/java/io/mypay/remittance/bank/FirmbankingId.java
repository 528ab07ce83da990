package io.mypay.remittance.bank;

import io.mypay.kit.id.Uuid7;
import java.util.Objects;
import java.util.UUID;

/** A firmbanking; banking makes the id. */
public record FirmbankingId(UUID value) {
    public FirmbankingId {
        Objects.requireNonNull(value);
    }

    public static FirmbankingId parse(String text) {
        return new FirmbankingId(Uuid7.parse("firmbanking_id", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
