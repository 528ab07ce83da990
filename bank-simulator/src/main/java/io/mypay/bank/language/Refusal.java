package io.mypay.bank.language;

/** A "no" that leaves no trace. A "no" that is remembered is a declined command. */
public sealed interface Refusal {
    /** The request cannot be understood; {@code field} is its path in body, URL or header. */
    record Malformed(String field, String message) implements Refusal {}

    record NoSuchBank(BankCode bank) implements Refusal {}

    record NoSuchAccount(AccountId account) implements Refusal {}

    /** The promise: after that many seconds from now the command will never be executed. */
    record NoSuchCommand(long windowSeconds) implements Refusal {}

    record AccountExists(AccountId account) implements Refusal {}

    record IdempotencyKeyReused() implements Refusal {}
}
