/**
 * Vouchers of captured payments and of refunds, as payment publishes them. Each gets, once, the
 * business date it is settled with.
 */
package io.mypay.settlement.voucher;
