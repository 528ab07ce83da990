/**
 * The double-entry ledger. {@link io.mypay.money.ledger.Ledger} decides in pure Java what becomes
 * of a batch of transfers; {@link io.mypay.money.ledger.Transfers} locks what the batch touches,
 * lets the ledger decide and writes the outcome, all in one transaction. A transfer's id is its
 * idempotency key for ever; a transfer is never changed or deleted.
 */
package io.mypay.money.ledger;
