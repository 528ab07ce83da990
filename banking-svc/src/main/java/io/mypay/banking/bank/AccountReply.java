package io.mypay.banking.bank;

/** What a bank said about an account. */
public sealed interface AccountReply {
    record Open(String holderName) implements AccountReply {}

    /** There is none, or it is closed. */
    record NotOpen() implements AccountReply {}

    record Silent(String cause) implements AccountReply {}
}
