package io.mypay.banking;

import static io.mypay.kit.auth.Role.CX;
import static io.mypay.kit.auth.Role.MEMBER;
import static io.mypay.kit.auth.Role.MERCHANT;
import static io.mypay.kit.auth.Role.SERVICE;
import static io.mypay.kit.auth.Role.STAFF;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.Status.Code;
import io.mypay.banking.v1.BankContractServiceGrpc;
import io.mypay.banking.v1.BankingServiceGrpc;
import io.mypay.banking.v1.FirmbankingServiceGrpc;
import io.mypay.kit.auth.Role;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.kit.testing.TestClient;
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
@WithTestResource(Surroundings.class)
class AccessTest {
    private static final Set<Role> READERS = Set.of(MEMBER, MERCHANT, STAFF, CX, SERVICE);
    private static final Map<String, Set<Role>> ROLES =
            Map.ofEntries(
                    Map.entry("RegisterBankAccount", Set.of(MEMBER, MERCHANT, STAFF)),
                    Map.entry("GetRegisteredBankAccount", READERS),
                    Map.entry("ListRegisteredBankAccounts", READERS),
                    Map.entry("RequestFirmbanking", Set.of(SERVICE)),
                    Map.entry("GetFirmbanking", READERS),
                    Map.entry("ListFirmbankings", READERS),
                    Map.entry("WatchFirmbanking", READERS),
                    Map.entry("ListStuckFirmbankings", Set.of(STAFF)),
                    Map.entry("CreateBankContract", Set.of(STAFF)),
                    Map.entry("GetBankContract", Set.of(STAFF)),
                    Map.entry("ListBankContracts", Set.of(STAFF)),
                    Map.entry("TerminateBankContract", Set.of(STAFF)));

    static Stream<MethodDescriptor<?, ?>> rpcs() {
        return Stream.of(
                        BankingServiceGrpc.getServiceDescriptor(),
                        FirmbankingServiceGrpc.getServiceDescriptor(),
                        BankContractServiceGrpc.getServiceDescriptor())
                .map(ServiceDescriptor::getMethods)
                .flatMap(methods -> methods.stream());
    }

    @ParameterizedTest
    @MethodSource("rpcs")
    void each_rpc_is_open_to_its_roles_and_to_nobody_else(MethodDescriptor<?, ?> rpc) {
        for (var role : Role.values()) {
            var error = TestClient.as(UUID.randomUUID(), role).sendNothing(rpc);
            var allowed = ROLES.get(rpc.getBareMethodName()).contains(role);
            // An empty request that is let through fails for its content, or lists nothing.
            assertThat(error.reason().equals("ROLE_MISSING"))
                    .as("%s as %s", rpc.getBareMethodName(), role)
                    .isEqualTo(!allowed);
            assertThat(error.code() == Code.PERMISSION_DENIED && !allowed).isEqualTo(!allowed);
        }
    }

    @ParameterizedTest
    @MethodSource("rpcs")
    void without_a_token_nothing_is_open(MethodDescriptor<?, ?> rpc) {
        var error = TestClient.anonymous().sendNothing(rpc);
        assertThat(error.code()).isEqualTo(Code.UNAUTHENTICATED);
        assertThat(error.reason()).isEqualTo("TOKEN_MISSING");
    }

    @Test
    void the_table_here_names_every_rpc() {
        assertThat(rpcs().map(MethodDescriptor::getBareMethodName))
                .containsExactlyInAnyOrderElementsOf(ROLES.keySet());
    }
}
