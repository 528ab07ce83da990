package io.mypay.banking.firmbanking;

import io.mypay.kit.grpc.Protos;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.queuelog.Received;
import io.mypay.settlement.v1.PayoutRequested;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Payouts give cash from the corporate account to the merchant's default account. */
@ApplicationScoped
class PayoutConsumer {
    private static final String CONSUMER = "banking.payout";
    private static final String TYPE = PayoutRequested.getDescriptor().getFullName();

    private final Firmbankings firmbankings;

    PayoutConsumer(Firmbankings firmbankings) {
        this.firmbankings = firmbankings;
    }

    @Incoming("payouts")
    Uni<Void> on(Message<byte[]> message) {
        return firmbankings.receive(message, CONSUMER, PayoutConsumer::order);
    }

    private static Optional<FirmbankingOrder> order(Received message) {
        if (!message.type().equals(TYPE)) {
            return Optional.empty();
        }
        var payout = message.as(PayoutRequested.parser());
        return Optional.of(
                new FirmbankingOrder(
                        new Purpose(
                                Purpose.Origin.PAYOUT,
                                Uuid7.parse("payout_id", payout.getPayoutId()),
                                MembershipId.parse(payout.getMerchantMembershipId())),
                        Direction.DEPOSIT,
                        new Counterpart.Default(),
                        Protos.money("net", payout.getNet())));
    }
}
