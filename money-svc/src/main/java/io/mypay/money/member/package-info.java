/**
 * What members and staff see and do: balances, history, recharges, and corrections by hand with who
 * made them and why; and the closing of what a membership that withdraws has had.
 */
package io.mypay.money.member;
