package io.mypay.banking.firmbanking;

import io.mypay.banking.BankingProblems;
import io.mypay.banking.BankingRefusal;
import io.mypay.banking.v1.RequestFirmbankingResponse;
import io.mypay.kit.idempotency.RequestKey;
import io.mypay.kit.idempotency.Requests;
import io.mypay.kit.page.PageSize;
import io.mypay.kit.queuelog.Inbox;
import io.mypay.kit.queuelog.Outbox;
import io.mypay.kit.queuelog.Received;
import io.mypay.kit.queuelog.Unparseable;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.mypay.kit.sql.Database;
import io.mypay.kit.sweep.StuckLists;
import io.mypay.kit.sweep.StuckPage;
import io.mypay.kit.watch.Changes;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Takes orders, by call and by message, and tells how far they came. */
@ApplicationScoped
public class Firmbankings {
    private final Database database;
    private final Requests requests;
    private final Inbox inbox;
    private final Outbox outbox;
    private final Changes changes;
    private final FirmbankingOrders orders;
    private final FirmbankingSteps steps;
    private final FirmbankingStore store;
    private final StuckLists stuckLists;
    private final InstantSource clock = InstantSource.system();

    Firmbankings(
            Database database,
            Requests requests,
            Inbox inbox,
            Outbox outbox,
            Changes changes,
            FirmbankingOrders orders,
            FirmbankingSteps steps,
            FirmbankingStore store,
            StuckLists stuckLists) {
        this.database = database;
        this.requests = requests;
        this.inbox = inbox;
        this.outbox = outbox;
        this.changes = changes;
        this.orders = orders;
        this.steps = steps;
        this.store = store;
        this.stuckLists = stuckLists;
    }

    /**
     * Answers with the state reached within {@code patience}; the rest happens without a caller.
     * What is refused stays refused: asking again for its origin gets the same answer.
     */
    Uni<Firmbanking> request(RequestKey key, FirmbankingOrder order, Duration patience) {
        var shape = RequestFirmbankingResponse.getDefaultInstance();
        return requests.once(
                        key,
                        shape,
                        tx -> orders.record(tx, order).map(FirmbankingProtos::requested))
                .onFailure(Firmbankings::isOfOrder)
                .recoverWithUni(failure -> refuse(order, failure))
                .map(answer -> FirmbankingId.parse(answer.getFirmbanking().getFirmbankingId()))
                .chain(this::current)
                .chain(firmbanking -> reached(firmbanking, patience));
    }

    // Nobody is told of a refusal before it is committed: an earlier call with this origin may
    // still
    // be on its way, and must find the same no when it arrives.
    private Uni<RequestFirmbankingResponse> refuse(FirmbankingOrder order, Throwable failure) {
        return database.inTransaction(tx -> orders.refuse(tx, order, refusal(failure)))
                .map(refusal -> {
                    throw new Refused(refusal);
                });
    }

    private Uni<Firmbanking> reached(Firmbanking firmbanking, Duration patience) {
        if (!(firmbanking instanceof Firmbanking.Requested)) {
            return Uni.createFrom().item(firmbanking);
        }
        return steps.advance(Due.of(firmbanking))
                .ifNoItem()
                .after(patience)
                .fail()
                .onFailure()
                .recoverWithUni(() -> current(firmbanking.command().id()));
    }

    /**
     * Does what a message orders. What is refused is answered with an event, since nobody waits; an
     * origin used for something else is a defect of the sender and goes to the DLQ, because an
     * event about it would be taken for one about the first order.
     */
    Uni<Void> receive(
            Message<byte[]> message,
            String consumer,
            Function<Received, Optional<FirmbankingOrder>> read) {
        var recorded = new AtomicReference<Optional<Firmbanking>>(Optional.empty());
        return inbox.receive(
                        message,
                        consumer,
                        (tx, received) ->
                                readable(read, received)
                                        .map(order -> order(tx, received.messageId(), order))
                                        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
                                        .invoke(recorded::set)
                                        .replaceWithVoid())
                .invoke(() -> recorded.get().ifPresent(this::advanceUnwatched));
    }

    // No retry makes a message acceptable whose content is refused.
    private static Optional<FirmbankingOrder> readable(
            Function<Received, Optional<FirmbankingOrder>> read, Received received) {
        try {
            return read.apply(received);
        } catch (Refused refused) {
            throw new Unparseable("order: " + refused.getMessage(), refused);
        }
    }

    // Only what is not sent yet: the same origin may have come by a call, and be on its way.
    private void advanceUnwatched(Firmbanking firmbanking) {
        if (firmbanking instanceof Firmbanking.Requested) {
            steps.advance(Due.of(firmbanking));
        }
    }

    private Uni<Optional<Firmbanking>> order(
            SqlConnection tx, UUID messageId, FirmbankingOrder order) {
        return orders.record(tx, order)
                .map(Optional::of)
                .onFailure(Firmbankings::isOfOrder)
                .recoverWithUni(failure ->
                        refuse(tx, messageId, order, failure).replaceWith(Optional.empty()));
    }

    private static boolean isOfOrder(Throwable failure) {
        return failure instanceof Refused refused
                && refused.refusal() instanceof BankingRefusal.OfOrder;
    }

    private static BankingRefusal.OfOrder refusal(Throwable failure) {
        return (BankingRefusal.OfOrder) ((Refused) failure).refusal();
    }

    private Uni<Void> refuse(
            SqlConnection tx, UUID messageId, FirmbankingOrder order, Throwable failure) {
        return orders.refuse(tx, order, refusal(failure))
                .map(BankingProblems::reason)
                .map(reason -> FirmbankingEvents.refused(messageId, order.purpose(), reason, now()))
                .chain(event -> outbox.append(tx, event));
    }

    /** From the primary: what was just written must be seen. */
    private Uni<Firmbanking> current(FirmbankingId id) {
        return database.inTransaction(tx -> store.find(tx, id)).map(found -> require(found, id));
    }

    Uni<Firmbanking> get(FirmbankingId id) {
        return database.read(client -> store.find(client, id)).map(found -> require(found, id));
    }

    /**
     * From the primary: who asks by origin decides on "nothing found" whether to give money back,
     * and a replica that is behind would say so of cash on its way.
     */
    Uni<Firmbanking> getByOrigin(UUID originId) {
        return database.inTransaction(tx -> store.ofOrigin(tx, originId))
                .map(found -> found.orElseThrow(() -> notFound(originId.toString())));
    }

    Uni<List<Firmbanking>> page(FirmbankingFilter filter, PageSize size) {
        return database.read(client -> store.page(client, filter, size));
    }

    /** What should have been final by now. */
    Uni<StuckPage> stuck(int pageSize, String pageToken) {
        return stuckLists.page(FirmbankingStore.STUCK, pageSize, pageToken);
    }

    Multi<Firmbanking> watch(FirmbankingId id) {
        return changes.watch(id.toString(), () -> get(id), Firmbanking::isFinal);
    }

    private static Firmbanking require(Optional<Firmbanking> found, FirmbankingId id) {
        return found.orElseThrow(() -> notFound(id.toString()));
    }

    private static Refused notFound(String id) {
        return new Refused(new Common.NotFound("firmbanking", id));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
