package io.mypay.settlement.run;

import io.mypay.kit.money.Money;

/** The settlements of a run, added up. */
public record Totals(
        int merchantCount,
        int voucherCount,
        Money gross,
        Money refunded,
        Money commission,
        Money net) {}
