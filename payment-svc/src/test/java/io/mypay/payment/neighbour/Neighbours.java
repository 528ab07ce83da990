package io.mypay.payment.neighbour;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** The three neighbours behind one port, each with its own memory. */
public final class Neighbours implements QuarkusTestResourceLifecycleManager {
    public static final Outages OUTAGES = new Outages();
    public static final FakeLedger LEDGER = new FakeLedger(OUTAGES);
    public static final FakeBanking BANKING = new FakeBanking(OUTAGES);
    public static final FakeMoney MONEY = new FakeMoney(OUTAGES, LEDGER, BANKING);
    public static final FakeMembership MEMBERSHIP = new FakeMembership(OUTAGES);

    private Server server;

    @Override
    public Map<String, String> start() {
        try {
            server =
                    NettyServerBuilder.forPort(0)
                            .addService(new FakeMembership.Auth())
                            .addService(MEMBERSHIP)
                            .addService(MONEY)
                            .addService(LEDGER)
                            .addService(BANKING)
                            .build()
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var port = String.valueOf(server.getPort());
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
        server.shutdownNow();
    }
}
