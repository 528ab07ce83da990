package io.mypay.money.ledger;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Transfers that succeed or fail as a whole; most are alone in theirs. */
record Chain(List<Transfer> links) {
    Chain {
        links = List.copyOf(links);
        if (links.isEmpty()) {
            throw new IllegalArgumentException("a chain has a link");
        }
    }

    /** A batch's chains in their order. The last transfer ends its chain, linked or not. */
    static List<Chain> of(List<Transfer> transfers) {
        var chains = new ArrayList<Chain>();
        int start = 0;
        for (int i = 0; i < transfers.size(); i++) {
            if (!transfers.get(i).linked() || i == transfers.size() - 1) {
                chains.add(new Chain(transfers.subList(start, i + 1)));
                start = i + 1;
            }
        }
        return chains;
    }

    boolean hasAnIdTwice() {
        var seen = new HashSet<TransferId>();
        return links.size() > 1 && !links.stream().allMatch(link -> seen.add(link.id()));
    }

    /** Whether no later link captures the same hold: what is left of it is then released. */
    boolean isLastCaptureOf(TransferId hold, int index) {
        return links.stream()
                .skip(index + 1L)
                .noneMatch(link ->
                        link instanceof Transfer.Capture capture && capture.hold().equals(hold));
    }
}
