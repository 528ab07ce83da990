package io.mypay.membership.member;

import io.mypay.kit.auth.Caller;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.idempotency.RequestKey;
import io.mypay.kit.idempotency.Requests;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.mypay.kit.sql.Database;
import io.mypay.kit.sweep.StuckLists;
import io.mypay.kit.sweep.StuckPage;
import io.mypay.membership.MembershipRefusal;
import io.mypay.membership.v1.WithdrawMembershipResponse;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Withdrawals as they are asked for and looked at; how they end is {@link WithdrawalEnds}. */
@ApplicationScoped
public class Withdrawals {
    private static final WithdrawMembershipResponse SHAPE =
            WithdrawMembershipResponse.getDefaultInstance();

    /** The sweeper leaves a new one to its caller for so long. */
    private static final Duration LEASE = Duration.ofSeconds(10);

    private final Requests requests;
    private final Database database;
    private final MembershipStore memberships;
    private final WithdrawalStore store;
    private final WithdrawalEnds ends;
    private final StuckLists stuckLists;
    private final Clock clock = Clock.systemUTC();

    Withdrawals(
            Requests requests,
            Database database,
            MembershipStore memberships,
            WithdrawalStore store,
            WithdrawalEnds ends,
            StuckLists stuckLists) {
        this.requests = requests;
        this.database = database;
        this.memberships = memberships;
        this.store = store;
        this.ends = ends;
        this.stuckLists = stuckLists;
    }

    /**
     * Withdraws, and answers once it is done. If money cannot be reached the withdrawal stays
     * requested: the sweeper goes on with it, and so does a replay of the request.
     */
    public Uni<WithdrawMembershipResponse> withdraw(
            Caller caller, RequestKey key, MembershipId member) {
        return requests.once(key, SHAPE, tx -> begin(tx, caller, member).map(Withdrawals::remember))
                .map(answer -> WithdrawalId.parse(answer.getWithdrawalId()))
                .call(ends::end)
                .chain(this::answer);
    }

    /** What should have ended by now. */
    public Uni<StuckPage> stuck(int pageSize, String pageToken) {
        return stuckLists.page(WithdrawalStore.STUCK, pageSize, pageToken);
    }

    /** The membership's lock lets one begin at a time; the others join it. */
    private Uni<WithdrawalId> begin(SqlConnection tx, Caller caller, MembershipId member) {
        return memberships
                .lock(tx, member)
                .map(found -> found.orElseThrow(() -> notFound(member)))
                .chain(state -> begin(tx, caller, member, state));
    }

    private Uni<WithdrawalId> begin(
            SqlConnection tx, Caller caller, MembershipId member, State state) {
        return store.standing(tx, member)
                .chain(standing ->
                        standing.isPresent()
                                ? Uni.createFrom().item(join(caller, standing.get()))
                                : begin(tx, requested(caller, member, state)));
    }

    private Uni<WithdrawalId> begin(SqlConnection tx, Withdrawal.Requested withdrawal) {
        return store.insert(tx, withdrawal, withdrawal.requestedAt().plus(LEASE))
                .replaceWith(withdrawal.id());
    }

    private static WithdrawalId join(Caller caller, Withdrawal standing) {
        if (standing instanceof Withdrawal.Completed completed
                && !completed.requestedBy().equals(caller.subject())) {
            throw new Refused(new MembershipRefusal.MembershipNotActive());
        }
        return standing.id();
    }

    private Withdrawal.Requested requested(Caller caller, MembershipId member, State state) {
        if (state == State.WITHDRAWN) {
            throw new Refused(new MembershipRefusal.MembershipNotActive());
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var id = new WithdrawalId(Uuid7.next(now));
        return new Withdrawal.Requested(id, member, caller.subject(), now);
    }

    /** From the primary: the caller shall see what it has just done. */
    private Uni<WithdrawMembershipResponse> answer(WithdrawalId id) {
        return database.inTransaction(
                tx -> store.find(tx, id).chain(found -> answer(tx, found.orElseThrow())));
    }

    private Uni<WithdrawMembershipResponse> answer(SqlConnection tx, Withdrawal withdrawal) {
        return switch (withdrawal) {
            case Withdrawal.Completed _ ->
                    memberships
                            .find(tx, List.of(withdrawal.member()))
                            .map(List::getFirst)
                            .map(member -> MembershipMessages.withdrawn(member, withdrawal.id()));
            case Withdrawal.Refused(var _, var _, var obstacle, var _) ->
                    Uni.createFrom().failure(new Refused(obstacle.refusal()));
            case Withdrawal.Requested _ ->
                    throw new IllegalStateException("it was ended and is not: " + withdrawal);
        };
    }

    /** What a replay needs to find the withdrawal again. */
    private static WithdrawMembershipResponse remember(WithdrawalId id) {
        return WithdrawMembershipResponse.newBuilder().setWithdrawalId(id.toString()).build();
    }

    private static Refused notFound(MembershipId id) {
        return new Refused(new Common.NotFound("membership", id.toString()));
    }
}
