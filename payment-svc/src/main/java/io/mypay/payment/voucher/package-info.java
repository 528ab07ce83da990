/**
 * Vouchers: the immutable record that each capture and each refund leaves, with the commission as
 * of the capture. They are what settlement settles.
 */
package io.mypay.payment.voucher;
