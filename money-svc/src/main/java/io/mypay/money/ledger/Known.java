package io.mypay.money.ledger;

import java.time.Instant;

/** What the ledger remembers about an id it has seen. */
public record Known(Fingerprint fingerprint, Outcome outcome, Instant at) {}
