package io.mypay.settlement.merchant;

import java.util.Objects;
import java.util.UUID;

/** The command to the bank that paid; banking makes the id. */
public record FirmbankingId(UUID value) {
    public FirmbankingId {
        Objects.requireNonNull(value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
