/**
 * What is asked of the ledger: single transfers, holds with their captures, linked chains; and the
 * book that the client keeps of it, to compare in the end.
 */
package io.mypay.bench.transfers;
