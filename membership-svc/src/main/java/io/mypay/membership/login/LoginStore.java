package io.mypay.membership.login;

import io.mypay.membership.token.HolderRole;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny.Session;

/**
 * The rows of logins. A sign-up adds one through its Hibernate session; what logging in does to
 * them is compare-and-set, and that is SQL.
 */
@ApplicationScoped
public class LoginStore {
    static final String EMAIL_UNIQUE = "login_email";

    Uni<Void> add(Session tx, Login login, Instant now) {
        return tx.persist(LoginEntity.of(login, now));
    }

    private static final String BY_EMAIL =
            """
            SELECT subject, email, password_hash, role
              FROM login
             WHERE email = $1
            """;

    Uni<Optional<Login>> byEmail(SqlConnection tx, Email email) {
        return tx.preparedQuery(BY_EMAIL).execute(Tuple.of(email.value())).map(LoginStore::one);
    }

    private static final String BY_SUBJECT =
            """
            SELECT subject, email, password_hash, role
              FROM login
             WHERE subject = $1
            """;

    Uni<Optional<Login>> bySubject(SqlConnection tx, UUID subject) {
        return tx.preparedQuery(BY_SUBJECT).execute(Tuple.of(subject)).map(LoginStore::one);
    }

    // Whoever logs in and whoever ends the login wait for each other.
    private static final String IS_OPEN =
            """
            SELECT end_time IS NULL AS open
              FROM login
             WHERE subject = $1
               FOR SHARE
            """;

    Uni<Boolean> isOpen(SqlConnection tx, UUID subject) {
        return tx.preparedQuery(IS_OPEN)
                .execute(Tuple.of(subject))
                .map(rows -> rows.iterator().next().getBoolean("open"));
    }

    private static final String END =
            """
            UPDATE login
               SET end_time = greatest(create_time, $2)
             WHERE subject = $1
               AND end_time IS NULL
            """;

    Uni<Void> end(SqlConnection tx, UUID subject, Instant now) {
        return tx.preparedQuery(END)
                .execute(Tuple.of(subject, now.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    private static final String PUT =
            """
            INSERT INTO login (subject, email, password_hash, role, create_time)
            VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT (subject)
                DO UPDATE SET email = excluded.email, password_hash = excluded.password_hash
            """;

    /** For a login that the environment decides: it becomes what it is said to be. */
    Uni<Void> put(SqlConnection tx, Login login, Instant now) {
        return tx.preparedQuery(PUT)
                .execute(
                        Tuple.of(
                                login.subject(),
                                login.email().value(),
                                login.password().value(),
                                login.role().name(),
                                now.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    private static Optional<Login> one(Iterable<Row> rows) {
        for (var row : rows) {
            return Optional.of(
                    new Login(
                            row.getUUID("subject"),
                            new Email(row.getString("email")),
                            new PasswordHash(row.getString("password_hash")),
                            HolderRole.valueOf(row.getString("role"))));
        }
        return Optional.empty();
    }
}
