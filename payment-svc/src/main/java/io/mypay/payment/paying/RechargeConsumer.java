package io.mypay.payment.paying;

import io.mypay.kit.queuelog.Inbox;
import io.mypay.kit.queuelog.Received;
import io.mypay.money.v1.RechargeFailed;
import io.mypay.money.v1.RechargeSucceeded;
import io.mypay.payment.DeclineReason;
import io.mypay.payment.funding.RechargeId;
import io.mypay.payment.funding.RechargeStanding;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Hears from money how recharges end; most of them serve no payment. */
@ApplicationScoped
public class RechargeConsumer {
    private static final String SUCCEEDED = RechargeSucceeded.getDescriptor().getFullName();
    private static final String FAILED = RechargeFailed.getDescriptor().getFullName();

    private final Inbox inbox;
    private final Outcomes outcomes;

    RechargeConsumer(Inbox inbox, Outcomes outcomes) {
        this.inbox = inbox;
        this.outcomes = outcomes;
    }

    @Incoming("recharges")
    public Uni<Void> on(Message<byte[]> message) {
        // The handler may run more than once before it is committed: what its last run moved
        // counts.
        var moved = new AtomicReference<>(Optional.<Payment>empty());
        return inbox.receive(
                        message,
                        "payment.recharges",
                        (tx, event) -> handle(tx, event).invoke(moved::set).replaceWithVoid())
                .invoke(() -> outcomes.proceed(moved.get()));
    }

    private Uni<Optional<Payment>> handle(SqlConnection tx, Received event) {
        if (event.type().equals(SUCCEEDED)) {
            var recharge = event.as(RechargeSucceeded.parser());
            return outcomes.recharge(
                    tx,
                    RechargeId.parse(recharge.getRechargeId()),
                    new RechargeStanding.Succeeded());
        }
        if (event.type().equals(FAILED)) {
            var recharge = event.as(RechargeFailed.parser());
            return outcomes.recharge(
                    tx,
                    RechargeId.parse(recharge.getRechargeId()),
                    new RechargeStanding.Failed(
                            DeclineReason.ofRecharge(recharge.getFailureReason())));
        }
        return Uni.createFrom().item(Optional.empty());
    }
}
