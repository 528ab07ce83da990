package io.mypay.membership.login;

import io.mypay.kit.refusal.Refused;
import io.mypay.kit.sql.Database;
import io.mypay.kit.sql.UniqueViolation;
import io.mypay.membership.MembershipRefusal;
import io.mypay.membership.token.Grant;
import io.mypay.membership.token.IssuedTokens;
import io.mypay.membership.token.RefreshTokens;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Logging in with email and password. */
@ApplicationScoped
public class Logins {
    private static final Logger LOG = Logger.getLogger(Logins.class);

    /** After this much quiet, wrong passwords are not "in a row" any more. */
    private static final Duration FORGIVEN_AFTER = Duration.ofDays(1);

    private final Database database;
    private final LoginStore logins;
    private final LockOutStore lockOuts;
    private final Passwords passwords;
    private final RefreshTokens tokens;
    private final Clock clock = Clock.systemUTC();

    Logins(
            Database database,
            LoginStore logins,
            LockOutStore lockOuts,
            Passwords passwords,
            RefreshTokens tokens) {
        this.database = database;
        this.logins = logins;
        this.lockOuts = lockOuts;
        this.passwords = passwords;
        this.tokens = tokens;
    }

    /**
     * Three steps, because bcrypt must not hold a connection: look whether it may be tried, compare
     * the password, settle what came of it.
     */
    public Uni<IssuedTokens> login(Email email, Password password) {
        return database.inTransaction(tx -> findUnlocked(tx, email))
                .chain(login -> compare(password, login))
                .chain(matching -> database.inTransaction(tx -> settle(tx, email, matching)))
                .map(Logins::orRefuse)
                .chain(grant -> tokens.complete(grant, now()));
    }

    /** Adds a login in the sign-up's Panache transaction. */
    public Uni<Void> add(Login login, Instant now) {
        return Panache.getSession().chain(session -> logins.add(session, login, now));
    }

    /**
     * Nobody logs in with it any more, and whoever has is logged out; in the transaction that ends
     * the membership. From then on it is like one that nobody has, but its email stays taken.
     */
    public Uni<Void> end(SqlConnection tx, UUID subject, Instant now) {
        return logins.end(tx, subject, now).chain(() -> tokens.revokeAll(tx, subject, now));
    }

    /** Tells a sign-up that somebody was faster, or earlier, with the same email. */
    public static boolean isEmailTaken(Throwable failure) {
        return failure instanceof UniqueViolation violation
                && violation.constraint().equals(LoginStore.EMAIL_UNIQUE);
    }

    @Scheduled(every = "1h", delayed = "1m", identity = "forgiven-lock-outs")
    Uni<Void> forgive() {
        return database.inTransaction(tx -> lockOuts.forget(tx, now().minus(FORGIVEN_AFTER)))
                .invoke(count -> LOG.debugf("%d lock-outs forgiven", count))
                .replaceWithVoid();
    }

    private Uni<Optional<Login>> findUnlocked(SqlConnection tx, Email email) {
        return lockOuts.find(tx, email)
                .invoke(lockOut -> refuseLocked(lockOut, now()))
                .chain(() -> logins.byEmail(tx, email));
    }

    private Uni<Optional<Login>> compare(Password password, Optional<Login> login) {
        return passwords
                .matches(password, login.map(Login::password))
                .map(right -> right ? login : Optional.empty());
    }

    // The lock is looked at again: of many guesses at once only those count that were settled
    // before it closed, and a right one among the others is not told from a wrong one.
    private Uni<Verdict> settle(SqlConnection tx, Email email, Optional<Login> matching) {
        var now = now();
        return lockOuts.lock(tx, email).chain(lockOut -> settle(tx, email, matching, lockOut, now));
    }

    private Uni<Verdict> settle(
            SqlConnection tx, Email email, Optional<Login> matching, LockOut lockOut, Instant now) {
        if (lockOut.isLocked(now)) {
            return Uni.createFrom().item(new Verdict.Locked(lockOut.remaining(now)));
        }
        return matching.map(login -> logins.isOpen(tx, login.subject()))
                .orElseGet(() -> Uni.createFrom().item(false))
                .chain(right ->
                        right
                                ? right(tx, matching.orElseThrow(), now)
                                : wrong(tx, email, lockOut.wrong(now), now));
    }

    private Uni<Verdict> right(SqlConnection tx, Login login, Instant now) {
        return lockOuts.clear(tx, login.email())
                .chain(() -> tokens.open(tx, login.holder(), now))
                .map(Verdict.LoggedIn::new);
    }

    private Uni<Verdict> wrong(SqlConnection tx, Email email, LockOut next, Instant now) {
        return lockOuts.save(tx, email, next, now).replaceWith(new Verdict.Wrong());
    }

    private static Grant orRefuse(Verdict verdict) {
        return switch (verdict) {
            case Verdict.LoggedIn(var grant) -> grant;
            case Verdict.Wrong() -> throw new Refused(new MembershipRefusal.CredentialsWrong());
            case Verdict.Locked(var remaining) ->
                    throw new Refused(new MembershipRefusal.LoginLocked(remaining));
        };
    }

    private static void refuseLocked(LockOut lockOut, Instant now) {
        if (lockOut.isLocked(now)) {
            throw new Refused(new MembershipRefusal.LoginLocked(lockOut.remaining(now)));
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
