package io.mypay.money.ledger;

import java.time.Instant;

/**
 * A batch's place in the ledger: the number its transfers count on from, and the time. Both are the
 * database's and taken while the accounts are locked, so they grow along each account whichever
 * instance writes.
 */
public record Tick(long sequence, Instant at) {}
