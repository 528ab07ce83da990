/**
 * What members and staff see and do: balances, history, recharges, and corrections by hand with who
 * made them and why.
 */
package io.mypay.money.member;
