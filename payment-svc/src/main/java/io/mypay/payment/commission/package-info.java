/**
 * MyPay's share of payments: rates per merchant, or the default one, each from a time on. A rate is
 * never changed; a new one begins.
 */
package io.mypay.payment.commission;
