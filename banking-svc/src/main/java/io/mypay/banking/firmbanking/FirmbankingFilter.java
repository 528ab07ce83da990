package io.mypay.banking.firmbanking;

import io.mypay.kit.id.MembershipId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Which firmbankings a list shows.
 *
 * @param from not before
 * @param until before
 * @param below older than this id, where the page before ended
 */
record FirmbankingFilter(
        Optional<MembershipId> membership,
        Optional<Firmbanking.State> state,
        Optional<Instant> from,
        Optional<Instant> until,
        Optional<UUID> below) {}
