package io.mypay.money.intake;

import io.mypay.kit.grpc.Protos;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.queuelog.Inbox;
import io.mypay.kit.queuelog.Received;
import io.mypay.settlement.v1.PayoutCompleted;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Takes in that merchants were paid; requests and failures of payouts move nothing. */
@ApplicationScoped
public class PayoutConsumer {
    private static final String COMPLETED = PayoutCompleted.getDescriptor().getFullName();

    private final Inbox inbox;
    private final CashMovements cash;

    PayoutConsumer(Inbox inbox, CashMovements cash) {
        this.inbox = inbox;
        this.cash = cash;
    }

    @Incoming("payouts")
    Uni<Void> on(Message<byte[]> message) {
        return inbox.receive(message, "money.payouts", this::apply);
    }

    private Uni<Void> apply(SqlConnection tx, Received received) {
        if (!received.type().equals(COMPLETED)) {
            return Uni.createFrom().voidItem();
        }
        var payout = payout(received.as(PayoutCompleted.parser()));
        return cash.post(tx, payout.transfers());
    }

    private static Payout payout(PayoutCompleted event) {
        return new Payout(
                Uuid7.parse("payout_id", event.getPayoutId()),
                event.getSettlementId(),
                MembershipId.parse("merchant_membership_id", event.getMerchantMembershipId()),
                Protos.money("net", event.getNet()),
                Protos.money("commission", event.getCommission()),
                event.getCorporateBankCode());
    }
}
