package io.mypay.money.ledger;

import java.util.Objects;

/**
 * Why money moves.
 *
 * @param reference the id of what the transfer belongs to: a recharge, remittance, payment,
 *     settlement
 */
public record Purpose(Code code, String reference) {
    public Purpose {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(reference, "reference");
    }
}
