package io.mypay.settlement.run;

import io.mypay.banking.v1.FirmbankingFailed;
import io.mypay.banking.v1.FirmbankingOrigin;
import io.mypay.banking.v1.FirmbankingSucceeded;
import io.mypay.kit.grpc.Protos;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.queuelog.Inbox;
import io.mypay.kit.queuelog.Received;
import io.mypay.kit.queuelog.Unparseable;
import io.mypay.kit.refusal.Refused;
import io.mypay.settlement.merchant.FirmbankingId;
import io.mypay.settlement.merchant.PayoutId;
import io.mypay.settlement.merchant.PayoutOutcome;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Takes the outcomes of payouts from mypay.banking.firmbanking.v1; all others are not ours. */
@ApplicationScoped
public class FirmbankingConsumer {
    private static final String SUCCEEDED = FirmbankingSucceeded.getDescriptor().getFullName();
    private static final String FAILED = FirmbankingFailed.getDescriptor().getFullName();

    private final Inbox inbox;
    private final PayoutResults results;

    FirmbankingConsumer(Inbox inbox, PayoutResults results) {
        this.inbox = inbox;
        this.results = results;
    }

    @Incoming("firmbankings")
    public Uni<Void> on(Message<byte[]> message) {
        return inbox.receive(message, "settlement.firmbankings", this::handle);
    }

    private Uni<Void> handle(SqlConnection tx, Received event) {
        return outcome(event)
                .map(outcome -> results.take(tx, outcome))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private static Optional<PayoutOutcome> outcome(Received event) {
        if (event.type().equals(SUCCEEDED)) {
            var message = event.as(FirmbankingSucceeded.parser());
            return ofPayout(message.getOrigin(), () -> succeeded(message));
        }
        if (event.type().equals(FAILED)) {
            var message = event.as(FirmbankingFailed.parser());
            return ofPayout(message.getOrigin(), () -> failed(message));
        }
        return Optional.empty();
    }

    // No retry makes a malformed outcome right, so it is poison at once.
    private static Optional<PayoutOutcome> ofPayout(
            FirmbankingOrigin origin, Supplier<PayoutOutcome> decode) {
        if (origin != FirmbankingOrigin.FIRMBANKING_ORIGIN_PAYOUT) {
            return Optional.empty();
        }
        try {
            return Optional.of(decode.get());
        } catch (Refused | IllegalArgumentException e) {
            throw new Unparseable("no outcome of a payout: " + e.getMessage(), e);
        }
    }

    private static PayoutOutcome succeeded(FirmbankingSucceeded message) {
        return new PayoutOutcome.Succeeded(
                payout(message.getOriginId()),
                firmbanking(message.getFirmbankingId()),
                Protos.money(message.getAmount()),
                message.getCorporateBankCode(),
                Protos.instant(message.getCompleteTime()));
    }

    private static PayoutOutcome failed(FirmbankingFailed message) {
        return new PayoutOutcome.Failed(
                payout(message.getOriginId()),
                Optional.of(message.getFirmbankingId())
                        .filter(id -> !id.isEmpty())
                        .map(FirmbankingConsumer::firmbanking),
                message.getFailureReason(),
                Protos.instant(message.getCompleteTime()));
    }

    private static PayoutId payout(String text) {
        return new PayoutId(Uuid7.parse("origin_id", text));
    }

    private static FirmbankingId firmbanking(String text) {
        return new FirmbankingId(Uuid7.parse("firmbanking_id", text));
    }
}
