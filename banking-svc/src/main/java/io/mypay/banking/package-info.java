/**
 * Banking: MyPay's side of the banks.
 *
 * <p>Features: {@code bank} (asking a bank by HTTP), {@code vault} (sealed account numbers), {@code
 * contract} (what was agreed with a bank), {@code account} (accounts linked to memberships) and
 * {@code firmbanking} (commands that move cash). Here is only what they have in common towards the
 * outside: the refusals and who may call what.
 */
package io.mypay.banking;
