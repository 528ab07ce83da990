package io.mypay.remittance.sending;

import io.mypay.banking.v1.FirmbankingFailed;
import io.mypay.banking.v1.FirmbankingOrigin;
import io.mypay.banking.v1.FirmbankingSucceeded;
import io.mypay.kit.queuelog.Inbox;
import io.mypay.kit.queuelog.Received;
import io.mypay.remittance.FailureReason;
import io.mypay.remittance.RemittanceId;
import io.mypay.remittance.bank.FirmbankingId;
import io.mypay.remittance.bank.FirmbankingStanding;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Hears from banking whether the cash went out; only remittances' firmbankings matter here. */
@ApplicationScoped
public class FirmbankingConsumer {
    private static final String SUCCEEDED = FirmbankingSucceeded.getDescriptor().getFullName();
    private static final String FAILED = FirmbankingFailed.getDescriptor().getFullName();

    private final Inbox inbox;
    private final Outcomes outcomes;

    FirmbankingConsumer(Inbox inbox, Outcomes outcomes) {
        this.inbox = inbox;
        this.outcomes = outcomes;
    }

    @Incoming("firmbankings")
    public Uni<Void> on(Message<byte[]> message) {
        // The handler may run more than once before it is committed: what its last run moved
        // counts.
        var moved = new AtomicReference<>(Optional.<Remittance>empty());
        return inbox.receive(
                        message,
                        "remittance.firmbankings",
                        (tx, event) -> handle(tx, event).invoke(moved::set).replaceWithVoid())
                .invoke(() -> outcomes.proceed(moved.get()));
    }

    private Uni<Optional<Remittance>> handle(SqlConnection tx, Received event) {
        if (event.type().equals(SUCCEEDED)) {
            return succeeded(tx, event.as(FirmbankingSucceeded.parser()));
        }
        if (event.type().equals(FAILED)) {
            return failed(tx, event.as(FirmbankingFailed.parser()));
        }
        return nothing();
    }

    private Uni<Optional<Remittance>> succeeded(SqlConnection tx, FirmbankingSucceeded event) {
        if (event.getOrigin() != FirmbankingOrigin.FIRMBANKING_ORIGIN_REMITTANCE) {
            return nothing();
        }
        var id = FirmbankingId.parse(event.getFirmbankingId());
        return outcomes.firmbanking(
                tx, RemittanceId.parse(event.getOriginId()), new FirmbankingStanding.Succeeded(id));
    }

    private Uni<Optional<Remittance>> failed(SqlConnection tx, FirmbankingFailed event) {
        if (event.getOrigin() != FirmbankingOrigin.FIRMBANKING_ORIGIN_REMITTANCE) {
            return nothing();
        }
        return outcomes.firmbanking(
                tx,
                RemittanceId.parse(event.getOriginId()),
                new FirmbankingStanding.Failed(
                        FirmbankingId.parse(event.getFirmbankingId()),
                        FailureReason.of(event.getFailureReason())));
    }

    private static Uni<Optional<Remittance>> nothing() {
        return Uni.createFrom().item(Optional.empty());
    }
}
