/**
 * What a remittance does in the ledger.
 *
 * <p>The ledger belongs to money-svc and is the only place where money changes. Each transfer's id
 * derives from the remittance and the step, so posting it again posts nothing and answers the first
 * outcome.
 */
package io.mypay.remittance.ledger;
