/**
 * Business dates and which of them are closed. A closed date stays closed: no voucher gets it any
 * more, so what is calculated for it can be calculated again with the same result.
 */
package io.mypay.settlement.calendar;
