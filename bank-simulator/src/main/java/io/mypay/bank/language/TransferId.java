package io.mypay.bank.language;

import java.util.UUID;

/** The bank's own id of a decided command. */
public record TransferId(UUID value) {
    public static TransferId next() {
        return new TransferId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
