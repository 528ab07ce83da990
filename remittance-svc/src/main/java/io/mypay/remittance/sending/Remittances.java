package io.mypay.remittance.sending;

import io.mypay.kit.auth.Caller;
import io.mypay.kit.auth.Role;
import io.mypay.kit.grpc.Deadlines;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.idempotency.RequestKey;
import io.mypay.kit.idempotency.Requests;
import io.mypay.kit.page.PageSize;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.mypay.kit.sql.Database;
import io.mypay.kit.sweep.StuckLists;
import io.mypay.kit.sweep.StuckPage;
import io.mypay.kit.watch.Changes;
import io.mypay.remittance.RemittanceId;
import io.mypay.remittance.v1.RequestRemittanceResponse;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Remittances as members ask for and look at them. */
@ApplicationScoped
class Remittances {
    private static final RequestRemittanceResponse SHAPE =
            RequestRemittanceResponse.getDefaultInstance();

    /** What the answer itself needs of the caller's time. */
    private static final Duration MARGIN = Duration.ofMillis(300);

    private final InstantSource clock = InstantSource.system();
    private final Quotes quotes;
    private final Requests requests;
    private final Sagas sagas;
    private final Database database;
    private final RemittanceStore store;
    private final Changes changes;
    private final StuckLists stuckLists;
    private final SendingSettings settings;

    Remittances(
            Quotes quotes,
            Requests requests,
            Sagas sagas,
            Database database,
            RemittanceStore store,
            Changes changes,
            StuckLists stuckLists,
            SendingSettings settings) {
        this.quotes = quotes;
        this.requests = requests;
        this.sagas = sagas;
        this.database = database;
        this.store = store;
        this.changes = changes;
        this.stuckLists = stuckLists;
        this.settings = settings;
    }

    Uni<Quote> quote(Draft draft) {
        return quotes.quote(draft);
    }

    /**
     * Accepts a remittance and answers how far it came while the caller waits. A replay is answered
     * before anything is checked: the balance, say, is another one since.
     */
    Uni<Remittance> request(RequestKey key, Draft draft) {
        var patience = patience();
        return requests.answered(key, SHAPE)
                .chain(known ->
                        known.map(Uni.createFrom()::item).orElseGet(() -> accept(key, draft)))
                .map(Remittances::id)
                .chain(id -> reached(id, patience));
    }

    private Uni<RequestRemittanceResponse> accept(RequestKey key, Draft draft) {
        return quotes.quote(draft)
                .map(quote -> accepted(draft, quote))
                .chain(accepted -> begin(key, accepted));
    }

    private Remittance.Requested accepted(Draft draft, Quote quote) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var id = new RemittanceId(Uuid7.next(now));
        return Remittance.Requested.of(
                draft.order(id, quote.charge(), now, settings.finalWithin()));
    }

    private Uni<RequestRemittanceResponse> begin(RequestKey key, Remittance.Requested accepted) {
        var first = response(accepted);
        return requests.once(key, SHAPE, tx -> sagas.begin(tx, accepted).replaceWith(first))
                .invoke(answer -> {
                    // The same request may have been accepted a moment ago, as another remittance.
                    if (id(answer).equals(accepted.id())) {
                        sagas.proceed(accepted);
                    }
                });
    }

    /** The final state, or the last one seen when the caller's patience ends. */
    private Uni<Remittance> reached(RemittanceId id, Duration patience) {
        return changes.states(id.toString(), () -> current(id), Remittance::isFinal)
                .select()
                .first(patience)
                .collect()
                .last()
                .onItem()
                .ifNull()
                .switchTo(() -> current(id));
    }

    private Duration patience() {
        var left = Deadlines.remainingAtMost(settings.answerWithin().plus(MARGIN)).minus(MARGIN);
        return left.isPositive() ? left : Duration.ofMillis(1);
    }

    /** Sender, recipient, CX and STAFF see it. */
    Uni<Remittance> find(Caller caller, RemittanceId id) {
        return load(id).invoke(found -> mustBeSeenBy(caller, found.order()));
    }

    /** From now to its end. */
    Multi<Remittance> watch(Caller caller, RemittanceId id) {
        return find(caller, id)
                .onItem()
                .transformToMulti(
                        _ -> changes.watch(id.toString(), () -> load(id), Remittance::isFinal));
    }

    /** What a member sent, newest first; one more than the page holds, if there are more. */
    Uni<List<Remittance>> page(MembershipId sender, Optional<RemittanceId> below, PageSize size) {
        return database.read(client -> store.page(client, sender, below, size));
    }

    /** What should have ended by now. */
    Uni<StuckPage> stuck(int pageSize, String pageToken) {
        return stuckLists.page(RemittanceStore.STUCK_PAGE, pageSize, pageToken);
    }

    private static void mustBeSeenBy(Caller caller, Order order) {
        if (!order.isTo(caller.subject())) {
            caller.mustBe(order.sender(), Role.CX, Role.STAFF);
        }
    }

    private Uni<Remittance> load(RemittanceId id) {
        return database.read(client -> store.find(client, id)).map(found -> present(found, id));
    }

    /** From the primary: the caller shall see what it has just done. */
    private Uni<Remittance> current(RemittanceId id) {
        return database.inTransaction(tx -> store.find(tx, id)).map(found -> present(found, id));
    }

    private static Remittance present(Optional<Remittance> found, RemittanceId id) {
        return found.orElseThrow(
                () -> new Refused(new Common.NotFound("remittance", id.toString())));
    }

    private static RequestRemittanceResponse response(Remittance remittance) {
        return RequestRemittanceResponse.newBuilder()
                .setRemittance(RemittanceProtos.proto(remittance))
                .build();
    }

    private static RemittanceId id(RequestRemittanceResponse response) {
        return RemittanceId.parse(response.getRemittance().getRemittanceId());
    }
}
