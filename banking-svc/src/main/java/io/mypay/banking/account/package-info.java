/**
 * Registered bank accounts: real accounts linked to memberships after the bank confirmed them.
 *
 * <p>Registering asks membership and the bank first and writes afterwards, through Panache. A
 * firmbanking reads accounts by SQL inside its own transaction ({@link
 * io.mypay.banking.account.LinkedAccounts}). Numbers leave this feature only towards a bank;
 * answers show them masked.
 */
package io.mypay.banking.account;
