/**
 * Remittance: sending money to a member or to any bank account.
 *
 * <p>Features: {@code sending} (the remittance itself, a durable saga), and one per neighbour it is
 * worked with: {@code member} (who sends and receives), {@code funding} (the balance and its
 * automatic recharge), {@code ledger} (transfers, holds and captures) and {@code bank} (the
 * recipient's account and the firmbanking that pays it). Here is only what they have in common.
 */
package io.mypay.remittance;
