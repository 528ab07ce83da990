package io.mypay.money.member;

import io.mypay.kit.id.MembershipId;
import io.mypay.kit.idempotency.RequestKey;
import io.mypay.kit.idempotency.Requests;
import io.mypay.money.ledger.Account;
import io.mypay.money.ledger.Accounts;
import io.mypay.money.recharge.Recharges;
import io.mypay.money.v1.CloseMemberMoneyResponse;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Closes all that a membership has, if nothing is left, held or under way. The locks on its
 * accounts decide: a batch or a recharge that comes before is seen here, one that comes after finds
 * them closed.
 */
@ApplicationScoped
public class Closings {
    private static final CloseMemberMoneyResponse SHAPE =
            CloseMemberMoneyResponse.getDefaultInstance();

    private final Requests requests;
    private final Accounts accounts;
    private final Recharges recharges;

    Closings(Requests requests, Accounts accounts, Recharges recharges) {
        this.requests = requests;
        this.accounts = accounts;
        this.recharges = recharges;
    }

    /**
     * Once per request, and a no is remembered with it: else a call that was held up on its way
     * would close the accounts of somebody who was told no and has stayed.
     */
    public Uni<CloseMemberMoneyResponse> close(RequestKey key, MembershipId owner) {
        return requests.once(key, SHAPE, tx -> close(tx, owner).map(MoneyProtos::closing));
    }

    private Uni<Closing> close(SqlConnection tx, MembershipId owner) {
        return accounts.lockAll(tx, owner).chain(locked -> close(tx, owner, locked));
    }

    private Uni<Closing> close(SqlConnection tx, MembershipId owner, List<Account> locked) {
        return underWay(tx, owner, locked)
                .map(underWay -> Closing.of(locked, underWay))
                .call(closing ->
                        closing == Closing.CLOSED
                                ? accounts.close(tx, locked)
                                : Uni.createFrom().voidItem());
    }

    // Statements of their own after the lock: their snapshots must see what its last holders wrote.
    private Uni<Closing.UnderWay> underWay(
            SqlConnection tx, MembershipId owner, List<Account> locked) {
        return accounts.isAnyHeldFor(tx, locked)
                .chain(held ->
                        recharges
                                .isAnyUnderWay(tx, owner)
                                .map(recharged -> new Closing.UnderWay(held, recharged)));
    }
}
