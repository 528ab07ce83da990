/**
 * Firmbanking: commands to banks that move cash from and to MyPay's corporate account.
 *
 * <p>A command is recorded once per origin, committed as sent before the bank is called, and never
 * sent twice: an answer that was lost is found out by inquiry. Whatever a crash leaves behind, the
 * sweep takes up. Every end goes out as an event in the transaction that reaches it.
 */
package io.mypay.banking.firmbanking;
