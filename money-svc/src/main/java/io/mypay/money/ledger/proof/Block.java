package io.mypay.money.ledger.proof;

import java.util.Optional;

/**
 * One block of the seal: all transfers after the previous block up to its last one.
 *
 * @param before the number of the block before it that there is, 0 for none
 * @param after the last sequence of that block
 * @param previous its hash in hex; empty for none
 * @param hash SHA-256 over the previous hash and the digest of each transfer in order, in hex
 */
record Block(
        long number,
        long before,
        long after,
        long first,
        long last,
        int transfers,
        String previous,
        String hash) {

    /** What the transfers of a block come to now. */
    record Content(long first, int transfers, String hash) {}

    /** Whether no block is missing between this one and the one before it. */
    boolean follows() {
        return number == before + 1;
    }

    boolean holds(Optional<Content> now) {
        return follows() && now.equals(Optional.of(new Content(first, transfers, hash)));
    }
}
