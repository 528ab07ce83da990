package io.mypay.payment.commission;

import io.mypay.kit.id.MembershipId;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.idempotency.RequestKey;
import io.mypay.kit.idempotency.Requests;
import io.mypay.kit.page.PageSize;
import io.mypay.kit.panache.PanacheReads;
import io.mypay.kit.panache.PanacheRequests;
import io.mypay.kit.refusal.Refused;
import io.mypay.payment.PaymentRefusal;
import io.mypay.payment.party.Parties;
import io.mypay.payment.v1.ModifyCommissionResponse;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What staff does with rates. */
@ApplicationScoped
public class Commissions {
    private static final ModifyCommissionResponse SHAPE =
            ModifyCommissionResponse.getDefaultInstance();

    /** A caller's clock may be a little behind ours. */
    private static final Duration TOLERANCE = Duration.ofMinutes(1);

    private final CommissionStore store;
    private final Requests requests;
    private final Parties parties;
    private final InstantSource clock;

    Commissions(CommissionStore store, Requests requests, Parties parties, InstantSource clock) {
        this.store = store;
        this.requests = requests;
        this.parties = parties;
        this.clock = clock;
    }

    /** A replay is answered before anything is checked: its "now" has become the past. */
    Uni<ModifyCommissionResponse> modify(
            RequestKey key,
            Optional<MembershipId> merchant,
            Rate rate,
            Optional<Instant> effectiveFrom) {
        return requests.answered(key, SHAPE)
                .chain(known ->
                        known.map(Uni.createFrom()::item)
                                .orElseGet(() -> add(key, merchant, rate, effectiveFrom)));
    }

    /** Membership is asked before the transaction: no remote call inside of one. */
    private Uni<ModifyCommissionResponse> add(
            RequestKey key,
            Optional<MembershipId> merchant,
            Rate rate,
            Optional<Instant> effectiveFrom) {
        var now = now();
        var from = begin(effectiveFrom, now);
        var id = new CommissionId(Uuid7.next(now));
        var commission = new Commission(id, merchant, rate, from, key.caller(), now);
        return known(merchant)
                .chain(() ->
                        PanacheRequests.once(
                                key,
                                SHAPE,
                                () -> store.add(commission).map(CommissionProtos::modified)));
    }

    /** One more than the page holds, if there is one. */
    Uni<List<Commission>> page(
            Optional<MembershipId> merchant, Optional<UUID> below, PageSize size) {
        return PanacheReads.ask(() -> store.page(merchant, below, size));
    }

    private Uni<Void> known(Optional<MembershipId> merchant) {
        return merchant.map(parties::requireMerchant).orElse(Uni.createFrom().voidItem());
    }

    // What is late within the tolerance begins now: no rate holds before somebody set it, so one
    // that is set while a payment is captured is not that payment's.
    private static Instant begin(Optional<Instant> effectiveFrom, Instant now) {
        var from = effectiveFrom.orElse(now).truncatedTo(ChronoUnit.MICROS);
        if (from.isBefore(now.minus(TOLERANCE))) {
            throw new Refused(new PaymentRefusal.EffectiveFromInPast(now));
        }
        return from.isBefore(now) ? now : from;
    }

    // PostgreSQL keeps microseconds; an answer must not say more than what can be read again.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
