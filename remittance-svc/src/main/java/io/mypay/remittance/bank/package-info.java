/**
 * The recipient's account at a bank, and the firmbanking that pays it.
 *
 * <p>Firmbankings belong to banking-svc, which follows each one to its end; this feature requests
 * one per remittance and learns how it stands. Account numbers are personal: masked in answers,
 * kept out of texts and logs.
 */
package io.mypay.remittance.bank;
