/**
 * {@code ./mypay bench ledger}: starts a stack of its own, measures in interleaved rounds what the
 * ledger does and what it is compared with, and says how each goal of the design stands.
 */
package io.mypay.bench;
