/**
 * Recharges: cash on its way from a member's bank account into money. Accepted at once, carried out
 * by banking over Kafka, credited in the transaction that takes in banking's answer. Killing any
 * process at any point, or delivering any message twice, credits exactly once.
 */
package io.mypay.money.recharge;
