package io.mypay.payment.refund;

import io.mypay.kit.auth.Caller;
import io.mypay.kit.auth.Role;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.idempotency.RequestKey;
import io.mypay.kit.idempotency.Requests;
import io.mypay.kit.money.Money;
import io.mypay.kit.refusal.Refused;
import io.mypay.kit.sql.Database;
import io.mypay.kit.sweep.StuckLists;
import io.mypay.kit.sweep.StuckPage;
import io.mypay.payment.PaymentRefusal;
import io.mypay.payment.paying.Payment;
import io.mypay.payment.paying.Payments;
import io.mypay.payment.v1.RefundPaymentResponse;
import io.mypay.payment.voucher.Voucher;
import io.mypay.payment.voucher.VoucherId;
import io.mypay.payment.voucher.Vouchers;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/** Refunds as merchants and staff ask for them. */
@ApplicationScoped
public class Refunds {
    private static final RefundPaymentResponse SHAPE = RefundPaymentResponse.getDefaultInstance();

    /** The sweeper leaves a new refund to its caller for so long. */
    private static final Duration LEASE = Duration.ofSeconds(10);

    private final InstantSource clock;
    private final Requests requests;
    private final Database database;
    private final Payments payments;
    private final Vouchers vouchers;
    private final RefundStore store;
    private final Completions completions;
    private final StuckLists stuckLists;

    Refunds(
            InstantSource clock,
            Requests requests,
            Database database,
            Payments payments,
            Vouchers vouchers,
            RefundStore store,
            Completions completions,
            StuckLists stuckLists) {
        this.clock = clock;
        this.requests = requests;
        this.database = database;
        this.payments = payments;
        this.vouchers = vouchers;
        this.store = store;
        this.completions = completions;
        this.stuckLists = stuckLists;
    }

    /** The voucher it would leave, under the id of no refund. */
    public Uni<Refunded> quote(Caller caller, RefundDraft draft) {
        return database.inTransaction(tx ->
                refundable(tx, caller, draft)
                        .chain(payment ->
                                left(tx, draft, payment)
                                        .chain(() -> vouchers.of(tx, draft.payment()))
                                        .map(written -> quoted(payment, written, draft))));
    }

    /**
     * Refunds, and answers once the money is back. If the ledger cannot be reached the refund stays
     * reserved: the sweeper goes on with it, and so does a replay of the request.
     */
    public Uni<Refunded> refund(Caller caller, RequestKey key, RefundDraft draft) {
        return requests.once(key, SHAPE, tx -> begin(tx, caller, draft))
                .map(Refunds::id)
                .call(completions::complete)
                .chain(this::completed);
    }

    /** What should have been completed by now. */
    public Uni<StuckPage> stuck(int pageSize, String pageToken) {
        return stuckLists.page(RefundStore.STUCK_PAGE, pageSize, pageToken);
    }

    private Uni<RefundPaymentResponse> begin(SqlConnection tx, Caller caller, RefundDraft draft) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var refund =
                new Refund.Requested(
                        new RefundId(Uuid7.next(now)),
                        draft.payment(),
                        draft.amount(),
                        draft.reason(),
                        caller.subject(),
                        now);
        return refundable(tx, caller, draft)
                .chain(() -> payments.reserveRefund(tx, draft.payment(), draft.amount()))
                .chain(reserved -> reserved ? Uni.createFrom().voidItem() : exceeds(tx, draft))
                .chain(() -> store.insert(tx, refund, now.plus(LEASE)))
                .replaceWith(() -> remembered(refund));
    }

    /** The payment, if the caller may refund it and it was paid. */
    private Uni<Payment.Refundable> refundable(SqlConnection tx, Caller caller, RefundDraft draft) {
        return payments.lock(tx, draft.payment())
                .invoke(payment -> caller.mustBe(payment.order().merchant(), Role.STAFF))
                .map(Refunds::refundable);
    }

    private static Payment.Refundable refundable(Payment payment) {
        return switch (payment) {
            case Payment.Refundable refundable -> refundable;
            case Payment.Refunded _ -> throw exceeds(Money.krw(0));
            case Payment.Requested _, Payment.Lacking _, Payment.Recharging _, Payment.Funded _ ->
                    throw notCaptured("REQUESTED");
            case Payment.Authorized _ -> throw notCaptured("AUTHORIZED");
            case Payment.Declined _ -> throw notCaptured("DECLINED");
        };
    }

    private static Refused notCaptured(String state) {
        return new Refused(new PaymentRefusal.PaymentNotCaptured(state));
    }

    private Uni<Void> left(SqlConnection tx, RefundDraft draft, Payment.Refundable payment) {
        return payments.notReserved(tx, payment.id())
                .invoke(left -> {
                    if (!left.isAtLeast(draft.amount())) {
                        throw exceeds(left);
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> exceeds(SqlConnection tx, RefundDraft draft) {
        return payments.notReserved(tx, draft.payment())
                .onItem()
                .failWith(left -> exceeds(left))
                .replaceWithVoid();
    }

    private static Refused exceeds(Money left) {
        return new Refused(new PaymentRefusal.RefundExceedsPayment(left));
    }

    private Refunded quoted(
            Payment.Refundable payment, Vouchers.Written written, RefundDraft draft) {
        var now = clock.instant();
        var none = new VoucherId(new UUID(0, 0));
        var voucher = written.capture().refund(none, draft.amount(), written.givenBack(), now);
        return new Refunded(payment, written.capture(), voucher);
    }

    /** The same answer however often it is asked for, and whatever was refunded since. */
    private Uni<Refunded> completed(RefundId id) {
        return database.inTransaction(tx ->
                store.find(tx, id).map(Refunds::completed).chain(refund -> answer(tx, refund)));
    }

    private static Refund.Completed completed(Optional<Refund> found) {
        return switch (found.orElseThrow()) {
            case Refund.Completed completed -> completed;
            case Refund.Refused _ -> throw new Refused(new PaymentRefusal.AccountClosed());
            case Refund.Requested _ -> throw new IllegalStateException("not completed: " + found);
        };
    }

    private Uni<Refunded> answer(SqlConnection tx, Refund.Completed refund) {
        return payments.lock(tx, refund.payment())
                .map(refund::left)
                .chain(payment ->
                        vouchers.of(tx, payment.id())
                                .map(written -> answer(payment, written, refund)));
    }

    private static Refunded answer(Payment payment, Vouchers.Written written, Refund refund) {
        return new Refunded(payment, written.capture(), written.refund(refund.id().voucher()));
    }

    /** What a replay needs to find the refund again. */
    private static RefundPaymentResponse remembered(Refund refund) {
        return RefundPaymentResponse.newBuilder()
                .setVoucher(
                        io.mypay.payment.v1.Voucher.newBuilder()
                                .setVoucherId(refund.id().toString()))
                .build();
    }

    private static RefundId id(RefundPaymentResponse response) {
        return new RefundId(Uuid7.parse("voucher_id", response.getVoucher().getVoucherId()));
    }

    /** A refund that was made, or would be: the payment and the vouchers of both. */
    public record Refunded(Payment payment, Voucher.Capture capture, Voucher.Refund voucher) {}
}
