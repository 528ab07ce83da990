/**
 * Banks as MyPay reaches them: by HTTP, with bounded time and bounded concurrency per bank.
 *
 * <p>An answer that did not come is {@link io.mypay.banking.bank.BankReply.Silent}, never a
 * failure: whether the bank acted is then unknown, and the type makes callers say what they do
 * about it. Each bank has a gate of its own, so a slow one does not slow the others.
 */
package io.mypay.banking.bank;
