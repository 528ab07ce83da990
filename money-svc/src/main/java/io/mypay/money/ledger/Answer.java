package io.mypay.money.ledger;

/**
 * What a waiting call is told.
 *
 * @param tell to be run where the call is at home
 */
record Answer(Waiting call, Runnable tell) {}
