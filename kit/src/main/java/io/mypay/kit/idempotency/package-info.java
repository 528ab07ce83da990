/** Each request is done once, however often and wherever it arrives. */
package io.mypay.kit.idempotency;
