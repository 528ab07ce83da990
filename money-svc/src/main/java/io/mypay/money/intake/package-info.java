/**
 * What other services say has happened: memberships, which open accounts; firmbankings and payouts,
 * whose cash has already moved at a bank and is posted here in the transaction that receives the
 * message. Such facts cannot be refused: what does not fit its account goes to suspense.
 */
package io.mypay.money.intake;
