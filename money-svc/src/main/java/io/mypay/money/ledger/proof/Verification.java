package io.mypay.money.ledger.proof;

import java.util.List;

/** How far a verification is, and in the end what it came to. */
public sealed interface Verification {
    Progress progress();

    /** What was checked so far; blocks are those of the seal. */
    record Progress(long transfers, long lastSequence, long blocks) {}

    /** More is to come. */
    record Checked(Progress progress) implements Verification {}

    /**
     * The end.
     *
     * @param findings in the order of the ledger; none when everything holds
     * @param unsealed transfers that no block holds yet
     * @param lastBlock the number of the last block checked, 0 where there is none
     * @param lastHash its hash in hex, empty where there is none
     */
    record Verdict(
            Progress progress,
            List<Finding> findings,
            long unsealed,
            long lastBlock,
            String lastHash)
            implements Verification {
        public Verdict {
            findings = List.copyOf(findings);
        }

        public boolean holds() {
            return findings.isEmpty();
        }
    }
}
