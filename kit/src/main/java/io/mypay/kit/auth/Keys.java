package io.mypay.kit.auth;

import io.mypay.kit.sweep.Background;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.Key;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;

/**
 * The public keys that tokens are verified with. They are fetched at the start, every half minute,
 * and at once (at most once a second) when a token names a key nobody knows. A failed fetch keeps
 * the keys there are.
 */
@ApplicationScoped
public class Keys {
    private static final Logger LOG = Logger.getLogger(Keys.class);
    private static final Duration MAX_AGE = Duration.ofSeconds(30);
    private static final Duration MIN_PAUSE = Duration.ofSeconds(1);

    private final KeySource source;
    private final Background background;
    private volatile Map<String, Key> keys = Map.of();
    private CompletableFuture<Void> fetching = CompletableFuture.completedFuture(null);
    private long triedAt = System.nanoTime() - MAX_AGE.toNanos();
    private long fetchedAt = triedAt;

    Keys(KeySource source, Background background) {
        this.source = source;
        this.background = background;
    }

    public boolean areLoaded() {
        return !keys.isEmpty();
    }

    Optional<Key> find(String id) {
        return Optional.ofNullable(keys.get(id));
    }

    @Scheduled(every = "1s")
    Uni<Void> keepFresh() {
        if (age() < MAX_AGE.toNanos()) {
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom().completionStage(this::refresh);
    }

    /** Ends when the keys are as new as they can be had; never fails. */
    synchronized CompletableFuture<Void> refresh() {
        var sinceTry = System.nanoTime() - triedAt;
        if (!fetching.isDone() || sinceTry < MIN_PAUSE.toNanos()) {
            return fetching;
        }
        triedAt = System.nanoTime();
        var fetched = new CompletableFuture<Void>();
        fetching = fetched;
        // Many callers may wait for this fetch, so it does not end with the one that began it.
        var _ =
                background.detach(
                        "fetch of the keys", () -> fetch().invoke(() -> fetched.complete(null)));
        return fetched;
    }

    private Uni<Void> fetch() {
        return Uni.createFrom()
                .deferred(source::jwks)
                .invoke(this::replace)
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOG.warnf("keys cannot be had: %s", failure))
                .onFailure()
                .recoverWithNull();
    }

    private synchronized long age() {
        return System.nanoTime() - fetchedAt;
    }

    private synchronized void replace(String jwks) {
        keys = parse(jwks);
        fetchedAt = System.nanoTime();
    }

    private static Map<String, Key> parse(String jwks) {
        try {
            var found = new HashMap<String, Key>();
            for (var key : new JsonWebKeySet(jwks).getJsonWebKeys()) {
                found.put(key.getKeyId(), key.getKey());
            }
            return Map.copyOf(found);
        } catch (JoseException e) {
            throw new IllegalArgumentException("not a JSON Web Key Set", e);
        }
    }
}
