package io.mypay.membership;

import io.mypay.kit.testing.neighbour.FakeAccounts;
import io.mypay.kit.testing.neighbour.FakeBanking;
import io.mypay.kit.testing.neighbour.FakeMoney;
import io.mypay.kit.testing.neighbour.NeighbourServer;
import io.mypay.kit.testing.neighbour.Outages;
import io.mypay.money.v1.MoneyServiceGrpc;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Money, the one service that membership asks. */
public final class Neighbours implements QuarkusTestResourceLifecycleManager {
    public static final Outages OUTAGES = new Outages();
    public static final FakeMoney MONEY =
            new FakeMoney(OUTAGES, new FakeAccounts(), new FakeBanking(OUTAGES));

    private NeighbourServer server;

    @Override
    public Map<String, String> start() {
        server = NeighbourServer.of(MoneyServiceGrpc.bindService(MONEY));
        return Map.of(
                "MYPAY_MONEY_PORT", server.port(), "MYPAY_SERVICE_SECRET", "membership-secret");
    }

    @Override
    public void stop() {
        server.stop();
    }
}
