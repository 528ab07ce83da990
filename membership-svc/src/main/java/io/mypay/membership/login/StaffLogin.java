package io.mypay.membership.login;

import io.mypay.kit.sql.Database;
import io.mypay.kit.sql.Failures;
import io.mypay.membership.token.HolderRole;
import io.mypay.membership.token.RefreshTokens;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The staff's login, as the environment says. Its subject never changes, so a new email or password
 * replaces the old one, and whoever was logged in with that has to log in again.
 */
@ApplicationScoped
public class StaffLogin {
    private static final UUID SUBJECT = UUID.fromString("00000000-0000-7000-8000-000000000001");

    private static final Duration RETRY_AFTER = Duration.ofMillis(200);
    private static final Duration RETRY_AFTER_MAX = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Database database;
    private final LoginStore logins;
    private final Passwords passwords;
    private final RefreshTokens tokens;
    private final Email email;
    private final Password password;
    private final Clock clock = Clock.systemUTC();

    StaffLogin(
            Database database,
            LoginStore logins,
            Passwords passwords,
            RefreshTokens tokens,
            @ConfigProperty(name = "MYPAY_STAFF_LOGIN") String email,
            @ConfigProperty(name = "MYPAY_STAFF_PASSWORD") String password) {
        this.database = database;
        this.logins = logins;
        this.passwords = passwords;
        this.tokens = tokens;
        this.email = Email.typed(email);
        this.password = new Password(password);
    }

    /**
     * Blocks the start, as the migrations do: without staff nobody could run MyPay. A database that
     * does not answer at once, on a machine where everything starts, is waited for.
     */
    void start(@Observes StartupEvent event) throws Throwable {
        VertxContextSupport.subscribeAndAwait(() ->
                settle().onFailure(Failures::isUnavailable)
                        .retry()
                        .withBackOff(RETRY_AFTER, RETRY_AFTER_MAX)
                        .expireIn(PATIENCE.toMillis()));
    }

    Uni<Void> settle() {
        return database.inTransaction(tx -> logins.bySubject(tx, SUBJECT))
                .chain(this::isAsSaid)
                .chain(right -> right ? Uni.createFrom().voidItem() : replace());
    }

    private Uni<Boolean> isAsSaid(Optional<Login> login) {
        var known = login.filter(staff -> staff.email().equals(email));
        return passwords.matches(password, known.map(Login::password));
    }

    private Uni<Void> replace() {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return passwords
                .hash(password)
                .map(hash -> new Login(SUBJECT, email, hash, HolderRole.STAFF))
                .chain(login -> database.inTransaction(tx -> replace(tx, login, now)));
    }

    private Uni<Void> replace(SqlConnection tx, Login login, Instant now) {
        return logins.put(tx, login, now).chain(() -> tokens.revokeAll(tx, login.subject(), now));
    }
}
