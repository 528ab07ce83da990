package io.mypay.money;

import io.mypay.banking.v1.BankingServiceGrpc;
import io.mypay.kit.testing.neighbour.FakeAuth;
import io.mypay.kit.testing.neighbour.NeighbourServer;
import io.mypay.membership.v1.AuthServiceGrpc;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * The services money calls, in one gRPC server: banking, and membership for its own token; and the
 * wire to its database.
 */
public final class Neighbours implements QuarkusTestResourceLifecycleManager {
    private final DatabaseWire wire = new DatabaseWire();
    private NeighbourServer server;

    @Override
    public Map<String, String> start() {
        server =
                NeighbourServer.of(
                        BankingServiceGrpc.bindService(new FakeBanking()),
                        AuthServiceGrpc.bindService(new FakeAuth()));
        var port = server.port();
        return Map.of(
                "MYPAY_BANKING_PORT", port,
                "MYPAY_MEMBERSHIP_PORT", port,
                "quarkus.datasource.reactive.url", wire.start());
    }

    @Override
    public void stop() {
        server.stop();
        wire.stop();
    }
}
