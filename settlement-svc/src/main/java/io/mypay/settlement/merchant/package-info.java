/**
 * One merchant's part of a run: its amounts, its snapshot and its payout.
 *
 * <p>Calculating, confirming and requesting payouts is done for ranges of merchants by set-based
 * SQL; what happens to one settlement alone, a payout's outcome or its retry, goes through the
 * states of {@link io.mypay.settlement.merchant.Settlement}.
 */
package io.mypay.settlement.merchant;
