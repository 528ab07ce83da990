package io.mypay.kit.grpc;

import io.mypay.kit.auth.Access;
import io.mypay.kit.auth.AccessTable;
import io.mypay.kit.auth.Role;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;

final class ProbeAccess {
    private ProbeAccess() {}

    @Produces
    @Singleton
    static AccessTable table() {
        return new AccessTable(
                Map.of(
                        "mypay.kit.probe.v1.ProbeService/Observe", Access.roles(Role.MEMBER),
                        "mypay.kit.probe.v1.ProbeService/Fail", Access.publicAccess(),
                        "mypay.kit.probe.v1.ProbeService/Relay", Access.publicAccess(),
                        "mypay.kit.probe.v1.ProbeService/Count", Access.roles(Role.SERVICE)));
    }
}
