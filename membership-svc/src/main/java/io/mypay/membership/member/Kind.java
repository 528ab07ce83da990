package io.mypay.membership.member;

/** What a membership is. Only a merchant can have a settlement cycle, and it always has one. */
public sealed interface Kind {
    record Person() implements Kind {}

    record Merchant(SettlementCycle settlementCycle) implements Kind {}

    record Corporation() implements Kind {}
}
