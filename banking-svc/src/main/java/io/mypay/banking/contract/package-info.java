/**
 * Bank contracts: what MyPay agreed with each bank, its fee, its limit and for how long.
 *
 * <p>Kept by staff through Panache. A firmbanking reads the terms that hold by SQL, inside its own
 * transaction ({@link io.mypay.banking.contract.AgreedTerms}), because the two never mix in one.
 */
package io.mypay.banking.contract;
