package io.mypay.membership;

import static io.mypay.kit.auth.Role.CX;
import static io.mypay.kit.auth.Role.MEMBER;
import static io.mypay.kit.auth.Role.MERCHANT;
import static io.mypay.kit.auth.Role.SERVICE;
import static io.mypay.kit.auth.Role.STAFF;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import io.mypay.kit.auth.Role;
import io.mypay.kit.testing.GrpcErrors;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.kit.testing.TestClient;
import io.mypay.membership.key.AccessTokens;
import io.mypay.membership.v1.AuthServiceGrpc;
import io.mypay.membership.v1.BatchGetMembershipsRequest;
import io.mypay.membership.v1.CreateMembershipRequest;
import io.mypay.membership.v1.GetMembershipRequest;
import io.mypay.membership.v1.IssueServiceTokenRequest;
import io.mypay.membership.v1.ListStuckWithdrawalsRequest;
import io.mypay.membership.v1.LoginRequest;
import io.mypay.membership.v1.MembershipServiceGrpc;
import io.mypay.membership.v1.RefreshTokenRequest;
import io.mypay.membership.v1.RevokeTokenRequest;
import io.mypay.membership.v1.WithdrawMembershipRequest;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Secrets.class)
@WithTestResource(Neighbours.class)
class AccessTest {
    private static final String SOMEBODY = UUID.randomUUID().toString();

    @Inject AccessTokens tokens;

    record Row(String rpc, Set<Role> roles, boolean open, Consumer<TestClient> call) {
        @Override
        public String toString() {
            return rpc;
        }
    }

    // Requests that fail, if they are let through, for another reason than the caller's role.
    static Stream<Row> rows() {
        return Stream.of(
                open(
                        "CreateMembership",
                        it ->
                                membership(it)
                                        .createMembership(
                                                CreateMembershipRequest.getDefaultInstance())),
                row(
                        "GetMembership",
                        Set.of(MEMBER, MERCHANT, STAFF, CX, SERVICE),
                        it ->
                                membership(it)
                                        .getMembership(
                                                GetMembershipRequest.newBuilder()
                                                        .setMembershipId(SOMEBODY)
                                                        .build())),
                row(
                        "BatchGetMemberships",
                        Set.of(STAFF, CX, SERVICE),
                        it ->
                                membership(it)
                                        .batchGetMemberships(
                                                BatchGetMembershipsRequest.newBuilder()
                                                        .addMembershipIds(SOMEBODY)
                                                        .build())),
                row(
                        "WithdrawMembership",
                        Set.of(MEMBER, MERCHANT, STAFF),
                        it ->
                                membership(it)
                                        .withdrawMembership(
                                                WithdrawMembershipRequest.newBuilder()
                                                        .setRequestId(TestClient.requestId())
                                                        .setMembershipId(SOMEBODY)
                                                        .build())),
                row(
                        "ListStuckWithdrawals",
                        Set.of(STAFF),
                        it ->
                                membership(it)
                                        .listStuckWithdrawals(
                                                ListStuckWithdrawalsRequest.getDefaultInstance())),
                open("Login", it -> auth(it).login(LoginRequest.getDefaultInstance())),
                open(
                        "RefreshToken",
                        it -> auth(it).refreshToken(RefreshTokenRequest.getDefaultInstance())),
                open(
                        "RevokeToken",
                        it -> auth(it).revokeToken(RevokeTokenRequest.getDefaultInstance())),
                open(
                        "IssueServiceToken",
                        it ->
                                auth(it).issueServiceToken(
                                                IssueServiceTokenRequest.getDefaultInstance())));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void each_rpc_is_open_to_its_roles_and_to_nobody_else(Row row) {
        for (var role : Role.values()) {
            var error = error(row, as(role));
            assertThat(error.map(GrpcErrors::reason))
                    .isNotIn(Optional.of("TOKEN_INVALID"), Optional.of("NEIGHBOUR_UNAVAILABLE"));
            var refused = error.filter(e -> e.reason().equals("ROLE_MISSING"));
            assertThat(refused.isEmpty())
                    .as("%s as %s", row, role)
                    .isEqualTo(row.open() || row.roles().contains(role));
            refused.ifPresent(e -> assertThat(e.code()).isEqualTo(Code.PERMISSION_DENIED));
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void without_a_token_only_the_public_rpcs_are_open(Row row) {
        var refused =
                error(row, TestClient.anonymous()).filter(e -> e.reason().equals("TOKEN_MISSING"));
        assertThat(refused.isEmpty()).isEqualTo(row.open());
        refused.ifPresent(e -> assertThat(e.code()).isEqualTo(Code.UNAUTHENTICATED));
    }

    @Test
    void the_table_here_names_every_rpc() {
        var served =
                Stream.of(
                                MembershipServiceGrpc.getServiceDescriptor(),
                                AuthServiceGrpc.getServiceDescriptor())
                        .flatMap(service -> service.getMethods().stream())
                        .map(method -> method.getBareMethodName());
        assertThat(rows().map(Row::rpc)).containsExactlyInAnyOrderElementsOf(served.toList());
    }

    private TestClient as(Role role) {
        var token = tokens.issue(UUID.randomUUID().toString(), role, Instant.now());
        return TestClient.withToken(token.await().atMost(Duration.ofSeconds(5)).text());
    }

    private static Optional<GrpcErrors> error(Row row, TestClient client) {
        try {
            row.call().accept(client);
            return Optional.empty();
        } catch (io.grpc.StatusRuntimeException e) {
            return Optional.of(GrpcErrors.of(e));
        }
    }

    private static Row open(String rpc, Consumer<TestClient> call) {
        return new Row(rpc, Set.copyOf(Arrays.asList(Role.values())), true, call);
    }

    private static Row row(String rpc, Set<Role> roles, Consumer<TestClient> call) {
        return new Row(rpc, roles, false, call);
    }

    private static MembershipServiceGrpc.MembershipServiceBlockingStub membership(
            TestClient client) {
        return client.stub(MembershipServiceGrpc::newBlockingStub);
    }

    private static AuthServiceGrpc.AuthServiceBlockingStub auth(TestClient client) {
        return client.stub(AuthServiceGrpc::newBlockingStub);
    }
}
