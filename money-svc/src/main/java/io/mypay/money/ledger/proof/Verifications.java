package io.mypay.money.ledger.proof;

import io.mypay.kit.grpc.Pace;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.mypay.kit.sql.Snapshots;
import io.smallrye.mutiny.Multi;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Recomputes the ledger, all of it as it is at one moment. */
@ApplicationScoped
public class Verifications {
    /** Each one keeps a connection and PostgreSQL busy. */
    private static final int AT_ONCE_MAX = 2;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Snapshots snapshots;
    private final Checks checks;
    private final AtomicInteger running = new AtomicInteger();

    Verifications(Snapshots snapshots, Checks checks) {
        this.snapshots = snapshots;
        this.checks = checks;
    }

    /** How far it is, again and again, and its verdict last. Ends when nobody listens any more. */
    public Multi<Verification> verify(Range range) {
        var pace = Pace.ofRunningCall();
        return Multi.createFrom()
                .deferred(() -> {
                    enter();
                    return snapshots
                            .read(tx -> verify(tx, range, pace))
                            .onTermination()
                            .invoke(running::decrementAndGet);
                });
    }

    private void enter() {
        if (running.incrementAndGet() > AT_ONCE_MAX) {
            running.decrementAndGet();
            throw new Refused(new Common.Overloaded(RETRY_AFTER));
        }
    }

    private Multi<Verification> verify(SqlConnection tx, Range range, Pace pace) {
        return new Audit(tx, checks, range)
                .begin()
                .onItem()
                .transformToMulti(audit ->
                        Multi.createBy()
                                .repeating()
                                .uni(() -> pace.ready().chain(audit::next))
                                .whilst(Verification.Checked.class::isInstance));
    }
}
