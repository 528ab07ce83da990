package io.mypay.payment.paying;

import io.mypay.kit.auth.Caller;
import io.mypay.kit.auth.Role;
import io.mypay.kit.grpc.Deadlines;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.idempotency.RequestKey;
import io.mypay.kit.idempotency.Requests;
import io.mypay.kit.money.Money;
import io.mypay.kit.page.PageSize;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.mypay.kit.sql.Database;
import io.mypay.kit.sweep.StuckLists;
import io.mypay.kit.sweep.StuckPage;
import io.mypay.kit.watch.Changes;
import io.mypay.payment.PaymentId;
import io.mypay.payment.v1.PayResponse;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Payments as members ask for them, and as both sides look at them. */
@ApplicationScoped
public class Payments {
    private static final PayResponse SHAPE = PayResponse.getDefaultInstance();

    /** How long an answer waits for the end, where the caller's deadline allows it. */
    private static final Duration PATIENCE = Duration.ofMillis(2_500);

    /** What the answer itself needs of the caller's time. */
    private static final Duration MARGIN = Duration.ofMillis(300);

    private final InstantSource clock;
    private final Quotes quotes;
    private final Requests requests;
    private final Sagas sagas;
    private final Database database;
    private final PaymentStore store;
    private final Changes changes;
    private final StuckLists stuckLists;
    private final Duration finalWithin;

    Payments(
            InstantSource clock,
            Quotes quotes,
            Requests requests,
            Sagas sagas,
            Database database,
            PaymentStore store,
            Changes changes,
            StuckLists stuckLists,
            @ConfigProperty(name = "mypay.payment.final-within") Duration finalWithin) {
        this.clock = clock;
        this.quotes = quotes;
        this.requests = requests;
        this.sagas = sagas;
        this.database = database;
        this.store = store;
        this.changes = changes;
        this.stuckLists = stuckLists;
        this.finalWithin = finalWithin;
    }

    /** What would be recharged for it. */
    public Uni<Money> quote(Draft draft) {
        return quotes.recharge(draft);
    }

    /**
     * Accepts a payment and answers how far it came while the caller waits. A replay is answered
     * before anything is checked: the balance, say, is another one since.
     */
    public Uni<Payment> pay(RequestKey key, Draft draft) {
        var patience = patience();
        return requests.answered(key, SHAPE)
                .chain(known ->
                        known.map(Uni.createFrom()::item).orElseGet(() -> accept(key, draft)))
                .map(Payments::id)
                .chain(id -> reached(id, patience));
    }

    /** What should have been decided by now. */
    public Uni<StuckPage> stuck(int pageSize, String pageToken) {
        return stuckLists.page(PaymentStore.STUCK_PAGE, pageSize, pageToken);
    }

    private Uni<PayResponse> accept(RequestKey key, Draft draft) {
        return quotes.recharge(draft).chain(() -> begin(key, accepted(draft)));
    }

    private Payment.Requested accepted(Draft draft) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return Payment.Requested.of(draft.order(new PaymentId(Uuid7.next(now)), now, finalWithin));
    }

    private Uni<PayResponse> begin(RequestKey key, Payment.Requested accepted) {
        var first = response(accepted);
        return requests.once(key, SHAPE, tx -> sagas.begin(tx, accepted).replaceWith(first))
                .invoke(answer -> {
                    // The same request may have been accepted a moment ago, as another payment.
                    if (id(answer).equals(accepted.id())) {
                        sagas.proceed(accepted);
                    }
                });
    }

    /** The decided state, or the last one seen when the caller's patience ends. */
    private Uni<Payment> reached(PaymentId id, Duration patience) {
        return changes.states(id.toString(), () -> current(id), Payment::isDecided)
                .select()
                .first(patience)
                .collect()
                .last()
                .onItem()
                .ifNull()
                .switchTo(() -> current(id));
    }

    private static Duration patience() {
        var left = Deadlines.remainingAtMost(PATIENCE.plus(MARGIN)).minus(MARGIN);
        return left.isPositive() ? left : Duration.ofMillis(1);
    }

    /** Member, merchant, CX and STAFF see it. */
    public Uni<Payment> find(Caller caller, PaymentId id) {
        return database.read(client -> store.find(client, id))
                .map(found -> present(found, id))
                .invoke(found -> mustBeSeenBy(caller, found.order()));
    }

    /** Newest first; one more than the page holds, if there are more. */
    public Uni<List<Payment>> page(Party party, Optional<PaymentId> below, PageSize size) {
        return database.read(client -> store.page(client, party, below, size));
    }

    /** As the primary has it: for who has just changed it. */
    public Uni<Payment> current(PaymentId id) {
        return database.inTransaction(tx -> store.find(tx, id)).map(found -> present(found, id));
    }

    /** Until the commit no other refund of this payment comes in between. */
    public Uni<Payment> lock(SqlConnection tx, PaymentId id) {
        return store.lock(tx, id).map(found -> present(found, id));
    }

    /** Reserves what shall go back; false if that much is not left. */
    public Uni<Boolean> reserveRefund(SqlConnection tx, PaymentId id, Money amount) {
        return store.reserveRefund(tx, id, amount);
    }

    /** Takes back what was reserved for a refund that will not be; false if it was not reserved. */
    public Uni<Boolean> giveBackReserved(SqlConnection tx, PaymentId id, Money amount) {
        return store.giveBackReserved(tx, id, amount);
    }

    /** What no refund has reserved yet. */
    public Uni<Money> notReserved(SqlConnection tx, PaymentId id) {
        return store.notReserved(tx, id);
    }

    /** A refund's transition, under {@link #lock}. */
    public Uni<Boolean> refunded(SqlConnection tx, Payment from, Payment to) {
        return sagas.move(tx, from, to);
    }

    private static void mustBeSeenBy(Caller caller, Order order) {
        if (!caller.subject().equals(order.merchant().toString())) {
            caller.mustBe(order.member(), Role.CX, Role.STAFF);
        }
    }

    private static Payment present(Optional<Payment> found, PaymentId id) {
        return found.orElseThrow(() -> new Refused(new Common.NotFound("payment", id.toString())));
    }

    private static PayResponse response(Payment payment) {
        return PayResponse.newBuilder().setPayment(PaymentProtos.message(payment)).build();
    }

    private static PaymentId id(PayResponse response) {
        return PaymentId.parse(response.getPayment().getPaymentId());
    }
}
