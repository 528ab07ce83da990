package io.mypay.money.ledger;

/** An account's number: locks are taken in its order. */
public record AccountId(long value) {}
