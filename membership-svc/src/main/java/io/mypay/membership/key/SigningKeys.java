package io.mypay.membership.key;

import io.mypay.kit.sql.Database;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Keeps a key signing and its successor announced. Every instance looks twice a minute, so all of
 * them sign with a new key long before the old one is forgotten.
 */
@ApplicationScoped
public class SigningKeys {
    private static final Logger LOG = Logger.getLogger(SigningKeys.class);
    private static final Duration LEAD = Duration.ofHours(1);
    private static final Duration AFTERLIFE = AccessToken.LIFETIME.plusHours(1);

    private final Database database;
    private final SigningKeyStore store;
    private final KeyPairs pairs;
    private final RotationPolicy policy;
    private final Clock clock = Clock.systemUTC();
    private final AtomicReference<Optional<KeyRing>> known =
            new AtomicReference<>(Optional.empty());

    SigningKeys(
            Database database,
            SigningKeyStore store,
            KeyPairs pairs,
            @ConfigProperty(name = "mypay.key.period") Duration period) {
        this.database = database;
        this.store = store;
        this.pairs = pairs;
        this.policy = new RotationPolicy(period, LEAD, AFTERLIFE);
    }

    /** The keys as last read; the first caller reads them. */
    public Uni<KeyRing> ring() {
        return Uni.createFrom()
                .deferred(() ->
                        known.get()
                                .map(ring -> Uni.createFrom().item(ring))
                                .orElseGet(this::refresh));
    }

    /** What is known without asking the database. */
    Optional<KeyRing> known() {
        return known.get();
    }

    @Scheduled(
            every = "30s",
            identity = "signing-keys",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> keepFresh() {
        return refresh().replaceWithVoid();
    }

    /** Does what is due and reads the keys again. */
    Uni<KeyRing> refresh() {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return database.inTransaction(tx -> advance(tx, now))
                .map(this::ring)
                .invoke(ring -> known.set(Optional.of(ring)));
    }

    private Uni<KeySet> advance(SqlConnection tx, Instant now) {
        return store.lock(tx)
                .chain(() -> store.published(tx, now.minus(policy.afterlife())))
                .chain(keys -> advance(tx, keys, now));
    }

    private Uni<KeySet> advance(SqlConnection tx, KeySet keys, Instant now) {
        return switch (keys.step(policy, now)) {
            case PUBLISH -> publish(tx, keys, now);
            case BEGIN -> begin(tx, keys, now);
            case ROTATE -> rotate(tx, keys, now);
            case NOTHING -> Uni.createFrom().item(keys);
        };
    }

    private Uni<KeySet> publish(SqlConnection tx, KeySet keys, Instant now) {
        var next = pairs.make(now);
        LOG.infof("key %s is announced", next.id());
        return store.publish(tx, next).chain(() -> advance(tx, keys.with(next), now));
    }

    private Uni<KeySet> begin(SqlConnection tx, KeySet keys, Instant now) {
        var signing = keys.next().orElseThrow().sign(now);
        LOG.infof("key %s signs from now on", signing.id());
        return store.begin(tx, signing).chain(() -> advance(tx, keys.with(signing), now));
    }

    private Uni<KeySet> rotate(SqlConnection tx, KeySet keys, Instant now) {
        var retired = keys.signing().orElseThrow().retire(now);
        LOG.infof("key %s retires", retired.id());
        return store.retire(tx, retired).chain(() -> advance(tx, keys.with(retired), now));
    }

    private KeyRing ring(KeySet keys) {
        var signing = keys.signing().orElseThrow();
        return KeyRing.of(signing.id(), pairs.open(signing), keys);
    }
}
