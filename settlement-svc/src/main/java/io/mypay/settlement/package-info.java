/**
 * Settling merchants: vouchers of payments and refunds arrive from Kafka, a business date is
 * closed, every merchant's net of it is calculated, confirmed as an immutable snapshot and paid
 * out.
 *
 * <p>Here stands what the features share: what this service refuses, and who may call what.
 */
package io.mypay.settlement;
