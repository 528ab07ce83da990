package io.mypay.settlement.merchant;

import java.util.List;

/** Some settlements, newest first, and whether more follow. */
public record SettlementPage(List<Settlement> settlements, boolean hasMore) {
    public SettlementPage {
        settlements = List.copyOf(settlements);
    }
}
