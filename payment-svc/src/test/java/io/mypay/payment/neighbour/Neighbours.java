package io.mypay.payment.neighbour;

import io.mypay.banking.v1.BankingServiceGrpc;
import io.mypay.kit.testing.neighbour.FakeAuth;
import io.mypay.kit.testing.neighbour.FakeBanking;
import io.mypay.kit.testing.neighbour.FakeMembership;
import io.mypay.kit.testing.neighbour.FakeMoney;
import io.mypay.kit.testing.neighbour.NeighbourServer;
import io.mypay.kit.testing.neighbour.Outages;
import io.mypay.membership.v1.AuthServiceGrpc;
import io.mypay.membership.v1.MembershipServiceGrpc;
import io.mypay.money.v1.LedgerServiceGrpc;
import io.mypay.money.v1.MoneyServiceGrpc;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** The three neighbours behind one port, each with its own memory. */
public final class Neighbours implements QuarkusTestResourceLifecycleManager {
    public static final Outages OUTAGES = new Outages();
    public static final FakeLedger LEDGER = new FakeLedger(OUTAGES);
    public static final FakeBanking BANKING = new FakeBanking(OUTAGES);
    public static final FakeMoney MONEY = new FakeMoney(OUTAGES, LEDGER, BANKING);
    public static final FakeMembership MEMBERSHIP = new FakeMembership(OUTAGES);

    private NeighbourServer server;

    @Override
    public Map<String, String> start() {
        server =
                NeighbourServer.of(
                        AuthServiceGrpc.bindService(new FakeAuth()),
                        MembershipServiceGrpc.bindService(MEMBERSHIP),
                        MoneyServiceGrpc.bindService(MONEY),
                        LedgerServiceGrpc.bindService(LEDGER),
                        BankingServiceGrpc.bindService(BANKING));
        var port = server.port();
        return Map.of(
                "MYPAY_MEMBERSHIP_PORT",
                port,
                "MYPAY_BANKING_PORT",
                port,
                "MYPAY_MONEY_PORT",
                port,
                "MYPAY_SERVICE_SECRET",
                "payment-secret");
    }

    @Override
    public void stop() {
        server.stop();
    }
}
