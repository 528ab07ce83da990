package io.mypay.banking.firmbanking;

/**
 * How many firmbankings are not final.
 *
 * @param unknown of these, whose answer was lost
 * @param stuck of these, which should have been final by now
 */
record OpenCount(long open, long unknown, long stuck) {}
