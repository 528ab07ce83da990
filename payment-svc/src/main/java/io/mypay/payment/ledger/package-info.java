/**
 * What payments and refunds do in the ledger.
 *
 * <p>The ledger belongs to money-svc and is the only place where money changes. Each transfer's id
 * derives from the payment or refund and the step, so posting it again posts nothing and answers
 * the first outcome.
 */
package io.mypay.payment.ledger;
