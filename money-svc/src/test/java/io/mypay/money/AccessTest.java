package io.mypay.money;

import static io.mypay.kit.auth.Role.CX;
import static io.mypay.kit.auth.Role.MEMBER;
import static io.mypay.kit.auth.Role.MERCHANT;
import static io.mypay.kit.auth.Role.SERVICE;
import static io.mypay.kit.auth.Role.STAFF;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.MethodDescriptor;
import io.grpc.Status.Code;
import io.mypay.kit.auth.Role;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.kit.testing.TestClient;
import io.mypay.money.v1.LedgerServiceGrpc;
import io.mypay.money.v1.MoneyServiceGrpc;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Neighbours.class)
class AccessTest {
    private static final Map<String, Set<Role>> ROLES =
            Map.ofEntries(
                    Map.entry("PostTransfers", Set.of(SERVICE)),
                    Map.entry("GetAccounts", Set.of(SERVICE, STAFF)),
                    Map.entry("ListEntries", Set.of(SERVICE, STAFF)),
                    Map.entry("GetTrialBalance", Set.of(SERVICE, STAFF)),
                    Map.entry("VerifyLedger", Set.of(SERVICE, STAFF)),
                    Map.entry("GetMemberMoney", Set.of(MEMBER, MERCHANT, CX, STAFF, SERVICE)),
                    Map.entry("ListMoneyChanges", Set.of(MEMBER, MERCHANT, CX, STAFF)),
                    Map.entry("ExportStatement", Set.of(MEMBER, MERCHANT, CX, STAFF)),
                    Map.entry("RequestRecharge", Set.of(MEMBER, SERVICE)),
                    Map.entry("GetRecharge", Set.of(MEMBER, CX, STAFF, SERVICE)),
                    Map.entry("ListRecharges", Set.of(MEMBER, CX, STAFF)),
                    Map.entry("WatchRecharge", Set.of(MEMBER, CX, STAFF, SERVICE)),
                    Map.entry("ListStuckRecharges", Set.of(STAFF)),
                    Map.entry("IncreaseMoney", Set.of(STAFF)),
                    Map.entry("DecreaseMoney", Set.of(STAFF)),
                    Map.entry("CloseMemberMoney", Set.of(SERVICE)));

    static Stream<MethodDescriptor<?, ?>> rpcs() {
        return Stream.of(
                        LedgerServiceGrpc.getServiceDescriptor(),
                        MoneyServiceGrpc.getServiceDescriptor())
                .flatMap(service -> service.getMethods().stream());
    }

    @Test
    void the_table_here_names_every_rpc() {
        assertThat(rpcs().map(MethodDescriptor::getBareMethodName))
                .containsExactlyInAnyOrderElementsOf(ROLES.keySet());
    }

    @ParameterizedTest
    @MethodSource("rpcs")
    void each_rpc_is_open_to_its_roles_and_to_nobody_else(MethodDescriptor<?, ?> rpc) {
        for (var role : Role.values()) {
            var reason = TestClient.as(UUID.randomUUID(), role).sendNothing(rpc).reason();

            // An empty request of somebody who may call fails for its content, if it fails.
            assertThat(reason.equals("ROLE_MISSING"))
                    .as("%s as %s", rpc.getBareMethodName(), role)
                    .isEqualTo(!ROLES.get(rpc.getBareMethodName()).contains(role));
        }
    }

    @ParameterizedTest
    @MethodSource("rpcs")
    void without_a_token_nothing_is_open(MethodDescriptor<?, ?> rpc) {
        var error = TestClient.anonymous().sendNothing(rpc);

        assertThat(error.code()).isEqualTo(Code.UNAUTHENTICATED);
        assertThat(error.reason()).isEqualTo("TOKEN_MISSING");
    }
}
