/** The face of payments, refunds and vouchers: mypay.payment.v1.PaymentService. */
package io.mypay.payment.api;
