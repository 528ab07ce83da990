/**
 * The ledger and the recharges: the only place where money changes. What this service refuses, and
 * who may call what, is said here once for all its features.
 */
package io.mypay.money;
