/**
 * That nothing in the ledger was altered: committed transfers are sealed into a chain of blocks,
 * and the whole ledger can be recomputed and compared with what it says.
 */
package io.mypay.money.ledger.proof;
