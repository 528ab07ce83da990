/**
 * Account numbers at rest: sealed with AES-GCM under a key that only the environment knows.
 *
 * <p>Each sealed number is bound to the row it lies in, so that it cannot be read from another one.
 * An HMAC tells that two numbers are equal without opening them, for unique indexes.
 */
package io.mypay.banking.vault;
