package io.mypay.remittance.neighbour;

import io.mypay.banking.v1.BankingServiceGrpc;
import io.mypay.banking.v1.FirmbankingServiceGrpc;
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
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The three neighbours behind one port, each with its own memory. */
public final class Neighbours implements QuarkusTestResourceLifecycleManager {
    public static final Outages OUTAGES = new Outages();
    public static final FakeLedger LEDGER = new FakeLedger(OUTAGES);
    public static final FakeBanking BANKING = new FakeBanking(OUTAGES);
    public static final FakeFirmbanking FIRMBANKING = new FakeFirmbanking(OUTAGES);
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
                        BankingServiceGrpc.bindService(BANKING),
                        FirmbankingServiceGrpc.bindService(FIRMBANKING));
        var config = new HashMap<String, String>();
        Stream.of("MEMBERSHIP", "BANKING", "MONEY")
                .forEach(name -> config.put("MYPAY_" + name + "_PORT", server.port()));
        config.put("MYPAY_SERVICE_SECRET", "remittance-secret");
        config.put("MYPAY_ACCOUNT_KEY", Base64.getEncoder().encodeToString(new byte[32]));
        config.put("MYPAY_CORPORATE_BANK_CODE", "004");
        config.put("MYPAY_REMITTANCE_ANSWER_WITHIN", "PT1S");
        return config;
    }

    @Override
    public void stop() {
        server.stop();
    }
}
