/**
 * Payments as durable sagas: recharge what is short, hold, capture, write the voucher.
 *
 * <p>{@code Payment} says what each state becomes by what is learned, {@code Steps} asks the
 * neighbours, {@code Sagas} writes each transition and drives on, {@code Sweeps} takes up what a
 * crash or an outage left.
 */
package io.mypay.payment.paying;
