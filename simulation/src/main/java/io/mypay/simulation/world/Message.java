package io.mypay.simulation.world;

import java.util.UUID;

/**
 * What one service tells others.
 *
 * @param key messages with the same key are published one after another
 */
public record Message(UUID id, Topic topic, UUID key, Object event) {
    /** The topics of the contracts, by their owner and matter. */
    public enum Topic {
        MEMBERSHIPS,
        RECHARGES,
        FIRMBANKINGS,
        REMITTANCES,
        PAYMENTS,
        PAYOUTS
    }
}
