package io.mypay.money.recharge;

import io.mypay.kit.id.MembershipId;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.idempotency.RequestKey;
import io.mypay.kit.idempotency.Requests;
import io.mypay.kit.money.Money;
import io.mypay.kit.page.PageSize;
import io.mypay.kit.queuelog.Outbox;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.mypay.kit.sql.Database;
import io.mypay.kit.sweep.StuckLists;
import io.mypay.kit.sweep.StuckPage;
import io.mypay.kit.watch.Changes;
import io.mypay.money.ledger.AccountName;
import io.mypay.money.ledger.Accounts;
import io.mypay.money.v1.RequestRechargeResponse;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Recharges as they are asked for and looked at; how they end is {@link Completions}. */
@ApplicationScoped
public class Recharges {
    private static final RequestRechargeResponse SHAPE =
            RequestRechargeResponse.getDefaultInstance();

    private final Database database;
    private final Requests requests;
    private final RegisteredBankAccounts bankAccounts;
    private final Accounts accounts;
    private final RechargeStore store;
    private final Outbox outbox;
    private final Changes changes;
    private final StuckLists stuckLists;
    private final Duration finalWithin;
    private final InstantSource clock = InstantSource.system();

    Recharges(
            Database database,
            Requests requests,
            RegisteredBankAccounts bankAccounts,
            Accounts accounts,
            RechargeStore store,
            Outbox outbox,
            Changes changes,
            StuckLists stuckLists,
            @ConfigProperty(name = "mypay.recharge.final-within") Duration finalWithin) {
        this.database = database;
        this.requests = requests;
        this.bankAccounts = bankAccounts;
        this.accounts = accounts;
        this.store = store;
        this.outbox = outbox;
        this.changes = changes;
        this.stuckLists = stuckLists;
        this.finalWithin = finalWithin;
    }

    /**
     * Accepts the order; the cash follows over Kafka. A repetition is answered before banking is
     * asked, whose answer may be another by now.
     */
    public Uni<RequestRechargeResponse> request(RequestKey key, RechargeOrder order) {
        return requests.answered(key, SHAPE)
                .chain(answered ->
                        answered.map(answer -> Uni.createFrom().item(answer))
                                .orElseGet(() -> accept(key, order)));
    }

    /** Everything that request checks, without an effect. */
    public Uni<RequestRechargeResponse> quote(RechargeOrder order) {
        return accounts.requireOpen(AccountName.member(order.member()))
                .chain(() -> bankAccounts.sourceOf(order))
                .map(source -> RechargeProtos.quote(order, source));
    }

    public Uni<Recharge> get(RechargeId id) {
        return database.read(client -> store.find(client, id))
                .map(found -> found.orElseThrow(() -> notFound("recharge", id)));
    }

    public Uni<RechargePage> list(MembershipId member, PageSize size, Optional<RechargeId> before) {
        return database.read(client -> store.list(client, member, before, size.plusOne()))
                .map(found -> RechargePage.of(found, size.value()));
    }

    /** Whether cash is on its way; for who holds the locks of the member's accounts. */
    public Uni<Boolean> isAnyUnderWay(SqlConnection tx, MembershipId member) {
        return store.isAnyRequested(tx, member);
    }

    /** The state now and after every change, until it is final. */
    public Multi<Recharge> watch(RechargeId id) {
        return changes.watch(id.toString(), () -> get(id), Recharge::isFinal);
    }

    /** What should have ended by now. */
    public Uni<StuckPage> stuck(int pageSize, String pageToken) {
        return stuckLists.page(RechargeStore.STUCK, pageSize, pageToken);
    }

    private Uni<RequestRechargeResponse> accept(RequestKey key, RechargeOrder order) {
        return bankAccounts
                .sourceOf(order)
                .chain(source -> requests.once(key, SHAPE, tx -> insert(tx, order, source)));
    }

    private Uni<RequestRechargeResponse> insert(
            SqlConnection tx, RechargeOrder order, RegisteredBankAccountId source) {
        return openMoney(tx, order.member())
                .map(_ -> requested(order, source))
                .call(recharge -> store.insert(tx, recharge))
                .call(recharge -> outbox.append(tx, RechargeProtos.event(recharge)))
                .map(RechargeProtos::response);
    }

    // Whoever has a registered bank account is a member, but the event that opens the money of a
    // new one may still be on its way. What is closed stays so until the commit, and what is open
    // too: a closing either sees this recharge or was first.
    private Uni<Void> openMoney(SqlConnection tx, MembershipId member) {
        var account = AccountName.member(member);
        return accounts.open(tx, List.of(account), Money.KRW)
                .chain(() -> accounts.requireOpen(tx, account));
    }

    private Recharge.Requested requested(RechargeOrder order, RegisteredBankAccountId source) {
        // What PostgreSQL keeps, so that an answer and a later reading of it are the same.
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return new Recharge.Requested(
                new Recharge.Terms(
                        new RechargeId(Uuid7.next(now)),
                        order.member(),
                        source,
                        order.amount(),
                        now,
                        now.plus(finalWithin)));
    }

    private static Refused notFound(String kind, Object id) {
        return new Refused(new Common.NotFound(kind, id.toString()));
    }
}
