package io.mypay.membership.token;

import io.mypay.kit.auth.Role;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.refusal.Refused;
import io.mypay.kit.sql.Database;
import io.mypay.membership.MembershipRefusal;
import io.mypay.membership.key.AccessTokens;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Opens, prolongs and ends what keeps a login alive. */
@ApplicationScoped
public class RefreshTokens {
    private static final Logger LOG = Logger.getLogger(RefreshTokens.class);

    /** For questions about what happened. */
    private static final Duration REMEMBERED = Duration.ofDays(30);

    private final Database database;
    private final RefreshTokenStore store;
    private final AccessTokens accessTokens;
    private final Clock clock = Clock.systemUTC();
    private final SecureRandom random = new SecureRandom();

    RefreshTokens(Database database, RefreshTokenStore store, AccessTokens accessTokens) {
        this.database = database;
        this.store = store;
        this.accessTokens = accessTokens;
    }

    /** Begins a family in the transaction of the login that succeeded. */
    public Uni<Grant> open(SqlConnection tx, Holder holder, Instant now) {
        var family = new TokenFamily.Open(new FamilyId(Uuid7.next(now)), holder, now);
        return store.open(tx, family).chain(() -> grant(tx, family, now));
    }

    /** Adds the access token; after the commit, because signing needs no transaction. */
    public Uni<IssuedTokens> complete(Grant grant, Instant now) {
        var holder = grant.holder();
        return accessTokens
                .issue(holder.subject().toString(), role(holder), now)
                .map(access -> new IssuedTokens(grant, access));
    }

    /** Gives the next tokens for the newest refresh token of a family. */
    public Uni<IssuedTokens> refresh(RefreshToken token) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        // The refusal comes after the commit: it must not undo that the family was revoked.
        return database.inTransaction(tx -> refresh(tx, token.hash(), now))
                .map(RefreshTokens::orRefuse)
                .chain(grant -> complete(grant, now));
    }

    /** Ends the family of the token. What is unknown or over needs nothing more. */
    public Uni<Void> revoke(RefreshToken token) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return database.inTransaction(tx -> revoke(tx, token.hash(), now));
    }

    /** Ends all that is open of a subject whose password has changed, or who has left. */
    public Uni<Void> revokeAll(SqlConnection tx, UUID subject, Instant now) {
        return store.revokeAll(tx, subject, now);
    }

    @Scheduled(every = "1h", delayed = "1m", identity = "ended-token-families")
    public Uni<Void> forgetEnded() {
        var before = clock.instant().minus(REMEMBERED);
        return database.inTransaction(tx -> store.forget(tx, before))
                .invoke(count -> LOG.debugf("%d ended token families forgotten", count))
                .replaceWithVoid();
    }

    private Uni<Optional<Grant>> refresh(SqlConnection tx, TokenHash token, Instant now) {
        return store.present(tx, token, now)
                .chain(presented ->
                        presented
                                .map(known -> refresh(tx, token, known, now))
                                .orElseGet(RefreshTokens::nothing));
    }

    private Uni<Optional<Grant>> refresh(
            SqlConnection tx, TokenHash token, Presented presented, Instant now) {
        return switch (presented) {
            case Presented.Valid(var family) ->
                    store.use(tx, token, now).chain(() -> grant(tx, family, now)).map(Optional::of);
            case Presented.Reused(var family) ->
                    revokeStolen(tx, family, now).chain(() -> nothing());
            case Presented.Over() -> nothing();
        };
    }

    private Uni<Void> revokeStolen(SqlConnection tx, TokenFamily.Open family, Instant now) {
        LOG.warnf("used refresh token presented again, family %s revoked", family.id().value());
        return store.revoke(tx, family.revoke(now));
    }

    private Uni<Void> revoke(SqlConnection tx, TokenHash token, Instant now) {
        return store.present(tx, token, now)
                .chain(presented ->
                        switch (presented.orElseGet(Presented.Over::new)) {
                            case Presented.Valid(var family) ->
                                    store.revoke(tx, family.revoke(now));
                            case Presented.Reused(var family) ->
                                    store.revoke(tx, family.revoke(now));
                            case Presented.Over() -> Uni.createFrom().voidItem();
                        });
    }

    private Uni<Grant> grant(SqlConnection tx, TokenFamily.Open family, Instant now) {
        var token = RefreshToken.random(random);
        var expiry = family.expiry(now);
        return store.issue(tx, token.hash(), family.id(), expiry)
                .replaceWith(new Grant(family.holder(), token, expiry));
    }

    private static Role role(Holder holder) {
        return switch (holder.role()) {
            case MEMBER -> Role.MEMBER;
            case MERCHANT -> Role.MERCHANT;
            case STAFF -> Role.STAFF;
        };
    }

    private static Uni<Optional<Grant>> nothing() {
        return Uni.createFrom().item(Optional.empty());
    }

    private static Grant orRefuse(Optional<Grant> grant) {
        return grant.orElseThrow(() -> new Refused(new MembershipRefusal.RefreshTokenInvalid()));
    }
}
