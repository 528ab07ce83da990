package io.mypay.bank.statement;

import io.mypay.bank.language.IdempotencyKey;

/** An entry with its place in the account's history and the command it came from. */
public record StatementLine(long number, IdempotencyKey key, Entry entry) {}
