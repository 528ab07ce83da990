package io.mypay.membership.login;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.WorkerExecutor;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * bcrypt, which is meant to be slow: on threads of its own, as many as there are processors, with a
 * bounded queue before them. So a flood of logins slows logins down and nothing else.
 */
@ApplicationScoped
public class Passwords {
    public static final int SALT_BYTES = 16;

    private static final int WAITING_MAX = 100;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final BCrypt.Version VERSION = BCrypt.Version.VERSION_2B;

    private final int cost;
    private final WorkerExecutor threads;
    private final AtomicInteger waiting = new AtomicInteger();
    private final SecureRandom random = new SecureRandom();
    private final PasswordHash nobodys;

    Passwords(Vertx vertx, @ConfigProperty(name = "mypay.password.cost") int cost) {
        this.cost = cost;
        this.threads =
                vertx.createSharedWorkerExecutor(
                        "passwords", Runtime.getRuntime().availableProcessors());
        this.nobodys = bcrypt(new Password("nobody's"), randomSalt());
    }

    /** With a salt the caller chose: the same password and salt give the same hash. */
    public Uni<PasswordHash> hash(Password password, byte[] salt) {
        return work(() -> bcrypt(password, salt));
    }

    public Uni<PasswordHash> hash(Password password) {
        return hash(password, randomSalt());
    }

    /** Where nobody has the email the work is the same, so that time tells nothing. */
    Uni<Boolean> matches(Password password, Optional<PasswordHash> hash) {
        return work(() -> verify(password, hash.orElse(nobodys)) && hash.isPresent());
    }

    @PreDestroy
    void close() {
        threads.closeAndForget();
    }

    private <T> Uni<T> work(Supplier<T> task) {
        return Uni.createFrom().deferred(() -> queue(task));
    }

    private <T> Uni<T> queue(Supplier<T> task) {
        if (waiting.incrementAndGet() > WAITING_MAX) {
            waiting.decrementAndGet();
            return Uni.createFrom().failure(new Refused(new Common.Overloaded(RETRY_AFTER)));
        }
        return threads.executeBlocking(task::get, false).onTermination().invoke(this::leave);
    }

    private void leave() {
        waiting.decrementAndGet();
    }

    private byte[] randomSalt() {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return salt;
    }

    // No strategy for long passwords: bcrypt reads 72 bytes, and Password has no more.
    private PasswordHash bcrypt(Password password, byte[] salt) {
        var hash =
                BCrypt.with(VERSION, random, LongPasswordStrategies.none())
                        .hash(cost, salt, password.bytes());
        return new PasswordHash(new String(hash, StandardCharsets.US_ASCII));
    }

    private static boolean verify(Password password, PasswordHash hash) {
        return BCrypt.verifyer(VERSION, LongPasswordStrategies.none())
                .verify(password.bytes(), hash.value().getBytes(StandardCharsets.US_ASCII))
                .verified;
    }
}
