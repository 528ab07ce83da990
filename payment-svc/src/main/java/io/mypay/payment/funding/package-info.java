/**
 * Whether the member has enough, and the automatic recharge where not.
 *
 * <p>Balances and recharges belong to money-svc, registered bank accounts to banking-svc. The rule
 * of how much is recharged ({@link io.mypay.payment.funding.Shortfall}) is payment's own.
 */
package io.mypay.payment.funding;
