/**
 * Whether the sender has enough, and the automatic recharge where not.
 *
 * <p>Balances and recharges belong to money-svc, registered bank accounts to banking-svc. The rule
 * of how much is recharged ({@link io.mypay.remittance.funding.Shortfall}) is remittance's own.
 */
package io.mypay.remittance.funding;
