package io.mypay.banking.firmbanking;

import io.mypay.banking.account.RegisteredBankAccountId;
import io.mypay.kit.grpc.Protos;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.queuelog.Received;
import io.mypay.money.v1.RechargeRequested;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Recharges take cash from the member's account into the corporate account. */
@ApplicationScoped
class RechargeConsumer {
    private static final String CONSUMER = "banking.recharge";
    private static final String TYPE = RechargeRequested.getDescriptor().getFullName();

    private final Firmbankings firmbankings;

    RechargeConsumer(Firmbankings firmbankings) {
        this.firmbankings = firmbankings;
    }

    @Incoming("recharges")
    Uni<Void> on(Message<byte[]> message) {
        return firmbankings.receive(message, CONSUMER, RechargeConsumer::order);
    }

    private static Optional<FirmbankingOrder> order(Received message) {
        if (!message.type().equals(TYPE)) {
            return Optional.empty();
        }
        var recharge = message.as(RechargeRequested.parser());
        var account = RegisteredBankAccountId.parse(recharge.getRegisteredBankAccountId());
        return Optional.of(
                new FirmbankingOrder(
                        new Purpose(
                                Purpose.Origin.RECHARGE,
                                Uuid7.parse("recharge_id", recharge.getRechargeId()),
                                MembershipId.parse(recharge.getMembershipId())),
                        Direction.WITHDRAW,
                        new Counterpart.Registered(account),
                        Protos.money(recharge.getAmount())));
    }
}
