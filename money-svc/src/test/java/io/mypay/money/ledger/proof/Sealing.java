package io.mypay.money.ledger.proof;

import static org.awaitility.Awaitility.await;

import io.mypay.money.Fixture;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Seals for tests: as often as it takes, since the service does so too and either may be first. */
@ApplicationScoped
class Sealing {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String UNSEALED =
            """
            SELECT count(*)
              FROM transfer
             WHERE sequence > coalesce((SELECT max(last_sequence) FROM seal), 0)
            """;

    private final Fixture fixture;
    private final Seals seals;

    Sealing(Fixture fixture, Seals seals) {
        this.fixture = fixture;
        this.seals = seals;
    }

    void all() {
        await().atMost(PATIENCE)
                .until(() -> {
                    some();
                    return fixture.number(UNSEALED) == 0;
                });
    }

    /** Unless the service is at it. */
    void some() {
        seals.seal().await().atMost(PATIENCE);
    }
}
