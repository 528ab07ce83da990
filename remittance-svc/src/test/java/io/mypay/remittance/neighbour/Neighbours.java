package io.mypay.remittance.neighbour;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The three neighbours behind one port, each with its own memory. */
public final class Neighbours implements QuarkusTestResourceLifecycleManager {
    public static final Outages OUTAGES = new Outages();
    public static final FakeLedger LEDGER = new FakeLedger(OUTAGES);
    public static final FakeBanking BANKING = new FakeBanking(OUTAGES);
    public static final FakeMoney MONEY = new FakeMoney(OUTAGES, LEDGER, BANKING);
    public static final FakeMembership MEMBERSHIP = new FakeMembership();

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
                            .addService(BANKING.accounts())
                            .build()
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var config = new HashMap<String, String>();
        Stream.of("MEMBERSHIP", "BANKING", "MONEY")
                .forEach(name -> config.put("MYPAY_" + name + "_PORT", port()));
        config.put("MYPAY_SERVICE_SECRET", "remittance-secret");
        config.put("MYPAY_ACCOUNT_KEY", Base64.getEncoder().encodeToString(new byte[32]));
        config.put("MYPAY_CORPORATE_BANK_CODE", "004");
        config.put("MYPAY_REMITTANCE_ANSWER_WITHIN", "PT1S");
        return config;
    }

    private String port() {
        return String.valueOf(server.getPort());
    }

    @Override
    public void stop() {
        server.shutdownNow();
    }
}
