package io.mypay.membership.member;

import io.mypay.kit.id.MembershipId;
import io.mypay.kit.queuelog.Event;
import io.mypay.kit.queuelog.Outbox;
import io.mypay.kit.sql.Database;
import io.mypay.kit.sweep.LastReason;
import io.mypay.membership.login.Logins;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Ends a withdrawal: money answers, then withdrawal, membership, logins and event are written
 * together. It may be done any number of times and happens once.
 */
@ApplicationScoped
public class WithdrawalEnds {
    private final Database database;
    private final WithdrawalStore store;
    private final Closings closings;
    private final MembershipStore memberships;
    private final Logins logins;
    private final Outbox outbox;
    private final Clock clock = Clock.systemUTC();

    WithdrawalEnds(
            Database database,
            WithdrawalStore store,
            Closings closings,
            MembershipStore memberships,
            Logins logins,
            Outbox outbox) {
        this.database = database;
        this.store = store;
        this.closings = closings;
        this.memberships = memberships;
        this.logins = logins;
        this.outbox = outbox;
    }

    Uni<Void> end(WithdrawalId id) {
        return database.inTransaction(tx -> store.find(tx, id))
                .chain(found ->
                        switch (found.orElseThrow()) {
                            case Withdrawal.Requested requested -> end(requested);
                            case Withdrawal.Completed _, Withdrawal.Refused _ -> nothing();
                        });
    }

    // The question stands outside of any transaction, and is the same whoever asks it how often.
    private Uni<Void> end(Withdrawal.Requested withdrawal) {
        return closings.close(withdrawal)
                .chain(obstacle -> database.inTransaction(tx -> write(tx, withdrawal, obstacle)))
                .onFailure()
                .call(failure -> rest(withdrawal.id(), LastReason.of(failure)));
    }

    private Uni<Void> rest(WithdrawalId id, String reason) {
        return database.inTransaction(tx -> store.rest(tx, id, reason));
    }

    private Uni<Void> write(
            SqlConnection tx, Withdrawal.Requested withdrawal, Optional<Obstacle> obstacle) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return obstacle.isPresent()
                ? store.refuse(tx, withdrawal.refuse(obstacle.get(), now)).replaceWithVoid()
                : complete(tx, withdrawal.complete(now));
    }

    private Uni<Void> complete(SqlConnection tx, Withdrawal.Completed withdrawal) {
        return store.complete(tx, withdrawal)
                .chain(ended -> ended ? leave(tx, withdrawal) : nothing());
    }

    private Uni<Void> leave(SqlConnection tx, Withdrawal.Completed withdrawal) {
        return withdraw(tx, withdrawal.member(), withdrawal.at())
                .call(() -> logins.end(tx, withdrawal.member().value(), withdrawal.at()))
                .chain(member -> outbox.append(tx, event(withdrawal, member)));
    }

    private Uni<Member> withdraw(SqlConnection tx, MembershipId id, Instant now) {
        return memberships
                .withdraw(tx, id, now)
                .chain(() -> memberships.find(tx, List.of(id)))
                .map(List::getFirst);
    }

    private static Event event(Withdrawal.Completed withdrawal, Member member) {
        return new Event(
                withdrawal.id().event(),
                Memberships.TOPIC,
                member.id().toString(),
                MembershipMessages.withdrawnEvent(member, withdrawal.at()));
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
