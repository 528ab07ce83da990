package io.mypay.kit.queuelog;

import java.time.Instant;

/** A row of queue_log that this instance has leased for publishing. */
record UnsentRow(Outgoing message, Instant created) {}
