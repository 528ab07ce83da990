package io.mypay.settlement;

import io.mypay.kit.auth.Access;
import io.mypay.kit.auth.AccessTable;
import io.mypay.kit.auth.Role;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;

/** Who may call what: settling is the business of STAFF, merchants read what is theirs. */
public final class SettlementAccess {
    private static final String SERVICE = "mypay.settlement.v1.SettlementService/";

    SettlementAccess() {}

    @Produces
    @Singleton
    static AccessTable table() {
        return new AccessTable(
                Map.of(
                        SERVICE + "RunSettlement", Access.roles(Role.STAFF),
                        SERVICE + "GetSettlementRun", Access.roles(Role.STAFF),
                        SERVICE + "WatchSettlementRun", Access.roles(Role.STAFF),
                        SERVICE + "ListSettlements", Access.roles(Role.STAFF, Role.MERCHANT),
                        SERVICE + "ConfirmSettlement", Access.roles(Role.STAFF),
                        SERVICE + "RetryPayout", Access.roles(Role.STAFF),
                        SERVICE + "ListStuckSettlementRuns", Access.roles(Role.STAFF),
                        SERVICE + "ListStuckPayouts", Access.roles(Role.STAFF)));
    }
}
