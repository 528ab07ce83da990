package io.mypay.money.intake;

import io.mypay.banking.v1.FirmbankingFailed;
import io.mypay.banking.v1.FirmbankingOrigin;
import io.mypay.banking.v1.FirmbankingSucceeded;
import io.mypay.kit.grpc.Protos;
import io.mypay.kit.queuelog.Inbox;
import io.mypay.kit.queuelog.Received;
import io.mypay.money.recharge.Arrival;
import io.mypay.money.recharge.Completions;
import io.mypay.money.recharge.FirmbankingId;
import io.mypay.money.recharge.RechargeId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Takes in how firmbankings ended. Each costs its fee; those of recharges bring cash as well. */
@ApplicationScoped
public class FirmbankingConsumer {
    private static final String SUCCEEDED = FirmbankingSucceeded.getDescriptor().getFullName();
    private static final String FAILED = FirmbankingFailed.getDescriptor().getFullName();

    private final Inbox inbox;
    private final Completions completions;
    private final CashMovements cash;

    FirmbankingConsumer(Inbox inbox, Completions completions, CashMovements cash) {
        this.inbox = inbox;
        this.completions = completions;
        this.cash = cash;
    }

    @Incoming("firmbankings")
    Uni<Void> on(Message<byte[]> message) {
        return inbox.receive(message, "money.firmbankings", this::apply);
    }

    private Uni<Void> apply(SqlConnection tx, Received received) {
        if (received.type().equals(SUCCEEDED)) {
            return succeeded(tx, received.as(FirmbankingSucceeded.parser()));
        }
        if (received.type().equals(FAILED)) {
            return failed(tx, received.as(FirmbankingFailed.parser()));
        }
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> succeeded(SqlConnection tx, FirmbankingSucceeded event) {
        var fee =
                new Fee(
                        FirmbankingId.parse(event.getFirmbankingId()),
                        Protos.money("fee", event.getFee()),
                        event.getCorporateBankCode());
        return event.getOrigin() == FirmbankingOrigin.FIRMBANKING_ORIGIN_RECHARGE
                ? completions.succeed(tx, arrival(event), fee.transfers())
                : cash.post(tx, fee.transfers());
    }

    private Uni<Void> failed(SqlConnection tx, FirmbankingFailed event) {
        return event.getOrigin() == FirmbankingOrigin.FIRMBANKING_ORIGIN_RECHARGE
                ? completions.fail(
                        tx, RechargeId.parse(event.getOriginId()), event.getFailureReason())
                : Uni.createFrom().voidItem();
    }

    private static Arrival arrival(FirmbankingSucceeded event) {
        return new Arrival(
                RechargeId.parse(event.getOriginId()),
                FirmbankingId.parse(event.getFirmbankingId()),
                Protos.money(event.getAmount()),
                event.getCorporateBankCode());
    }
}
