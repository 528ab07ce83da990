package io.mypay.remittance;

import io.mypay.kit.auth.Access;
import io.mypay.kit.auth.AccessTable;
import io.mypay.kit.auth.Role;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;

/** Who may call what; whose remittances they reach is for the use cases to say. */
public final class RemittanceAccess {
    private static final String SERVICE = "mypay.remittance.v1.RemittanceService/";
    private static final Access READERS = Access.roles(Role.MEMBER, Role.CX, Role.STAFF);

    private RemittanceAccess() {}

    @Produces
    @Singleton
    static AccessTable table() {
        return new AccessTable(
                Map.of(
                        SERVICE + "RequestRemittance", Access.roles(Role.MEMBER),
                        SERVICE + "GetRemittance", READERS,
                        SERVICE + "ListRemittances", READERS,
                        SERVICE + "WatchRemittance", READERS,
                        SERVICE + "ListStuckRemittances", Access.roles(Role.STAFF)));
    }
}
