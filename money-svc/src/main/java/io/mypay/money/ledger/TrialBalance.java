package io.mypay.money.ledger;

import io.mypay.kit.money.Money;
import java.time.Instant;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All accounts in one view; they sum to zero in each currency, or money was made or lost. */
public record TrialBalance(List<Line> lines, Instant at) {
    /** The accounts of one kind, or of one bank. */
    public record Line(AccountName name, Money posted, Money held) {}

    public TrialBalance {
        lines = List.copyOf(lines);
    }

    public List<Money> sums() {
        Map<Currency, Money> sums = new LinkedHashMap<>();
        for (var line : lines) {
            sums.merge(line.posted().currency(), line.posted(), Money::plus);
        }
        return List.copyOf(sums.values());
    }
}
