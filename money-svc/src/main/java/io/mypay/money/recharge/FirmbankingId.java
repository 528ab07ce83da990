package io.mypay.money.recharge;

import io.mypay.kit.id.Uuid7;
import java.util.UUID;

/** A command to a bank that banking-svc knows by this id. */
public record FirmbankingId(UUID value) {
    public static FirmbankingId parse(String text) {
        return new FirmbankingId(Uuid7.parse("firmbanking_id", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
