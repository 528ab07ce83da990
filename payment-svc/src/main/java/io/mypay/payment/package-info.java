/**
 * Paying merchants with money: payments as durable sagas, refunds, the vouchers both leave, and the
 * commission MyPay takes.
 */
package io.mypay.payment;
