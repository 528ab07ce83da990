/** Who takes part in a payment, as membership-svc says: who pays, and who is paid. */
package io.mypay.payment.party;
