/**
 * Refunds: reserved on the payment first, so that those which race never exceed it, then moved in
 * the ledger, then recorded with a voucher of their own. A sweeper finishes what a crash left.
 */
package io.mypay.payment.refund;
