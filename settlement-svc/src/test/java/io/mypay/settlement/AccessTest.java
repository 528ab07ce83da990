package io.mypay.settlement;

import static io.mypay.settlement.Given.aMerchant;
import static io.mypay.settlement.Given.runRequest;
import static io.mypay.settlement.World.nextDate;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import io.mypay.kit.auth.Role;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.kit.testing.TestClient;
import io.mypay.settlement.v1.ConfirmSettlementRequest;
import io.mypay.settlement.v1.GetSettlementRunRequest;
import io.mypay.settlement.v1.ListSettlementsRequest;
import io.mypay.settlement.v1.ListStuckPayoutsRequest;
import io.mypay.settlement.v1.ListStuckSettlementRunsRequest;
import io.mypay.settlement.v1.RetryPayoutRequest;
import io.mypay.settlement.v1.SettlementServiceGrpc;
import io.mypay.settlement.v1.SettlementServiceGrpc.SettlementServiceBlockingStub;
import io.mypay.settlement.v1.WatchSettlementRunRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class AccessTest {
    private static final Map<String, Set<Role>> ALLOWED =
            Map.of(
                    "RunSettlement", EnumSet.of(Role.STAFF),
                    "GetSettlementRun", EnumSet.of(Role.STAFF),
                    "WatchSettlementRun", EnumSet.of(Role.STAFF),
                    "ListSettlements", EnumSet.of(Role.STAFF, Role.MERCHANT),
                    "ConfirmSettlement", EnumSet.of(Role.STAFF),
                    "RetryPayout", EnumSet.of(Role.STAFF),
                    "ListStuckSettlementRuns", EnumSet.of(Role.STAFF),
                    "ListStuckPayouts", EnumSet.of(Role.STAFF));

    static Stream<Arguments> everyRpcAndRole() {
        return ALLOWED.keySet().stream()
                .flatMap(rpc -> Stream.of(Role.values()).map(role -> Arguments.of(rpc, role)));
    }

    @ParameterizedTest
    @MethodSource("everyRpcAndRole")
    void a_role_may_call_what_the_table_says(String rpc, Role role) {
        var stub =
                TestClient.as(UUID.randomUUID(), role).stub(SettlementServiceGrpc::newBlockingStub);

        var reason = reasonOf(() -> call(rpc).accept(stub));

        if (ALLOWED.get(rpc).contains(role)) {
            assertThat(reason).isNotEqualTo("ROLE_MISSING");
            return;
        }
        assertThat(reason).isEqualTo("ROLE_MISSING");
    }

    @ParameterizedTest
    @MethodSource("everyRpc")
    void nobody_calls_without_a_token(String rpc) {
        var stub = TestClient.anonymous().stub(SettlementServiceGrpc::newBlockingStub);

        var error = TestClient.errorOf(() -> call(rpc).accept(stub));

        assertThat(error.code()).isEqualTo(Code.UNAUTHENTICATED);
        assertThat(error.reason()).isEqualTo("TOKEN_MISSING");
    }

    static Stream<String> everyRpc() {
        return ALLOWED.keySet().stream();
    }

    @Test
    void a_merchant_reads_its_own_settlements_and_nobody_elses() {
        var me = aMerchant();
        var stub =
                TestClient.as(me.value(), Role.MERCHANT)
                        .stub(SettlementServiceGrpc::newBlockingStub);

        assertThat(stub.listSettlements(listOf(me.toString())).getSettlementsList()).isEmpty();
        assertThat(reasonOf(() -> stub.listSettlements(listOf(aMerchant().toString()))))
                .isEqualTo("NOT_YOURS");
        assertThat(reasonOf(() -> stub.listSettlements(listOf("")))).isEqualTo("NOT_YOURS");
    }

    private static Consumer<SettlementServiceBlockingStub> call(String rpc) {
        var id = UUID.randomUUID().toString();
        return switch (rpc) {
            case "RunSettlement" ->
                    stub ->
                            stub.runSettlement(
                                    runRequest(nextDate()).toBuilder()
                                            .setValidateOnly(true)
                                            .build());
            case "GetSettlementRun" ->
                    stub ->
                            stub.getSettlementRun(
                                    GetSettlementRunRequest.newBuilder()
                                            .setSettlementRunId(id)
                                            .build());
            case "WatchSettlementRun" ->
                    stub ->
                            assertThat(
                                            stub.watchSettlementRun(
                                                    WatchSettlementRunRequest.newBuilder()
                                                            .setSettlementRunId(id)
                                                            .build()))
                                    .hasNext();
            case "ListSettlements" -> stub -> stub.listSettlements(listOf(""));
            case "ConfirmSettlement" ->
                    stub ->
                            stub.confirmSettlement(
                                    ConfirmSettlementRequest.newBuilder()
                                            .setRequestId(id)
                                            .setSettlementRunId(id)
                                            .build());
            case "RetryPayout" ->
                    stub ->
                            stub.retryPayout(
                                    RetryPayoutRequest.newBuilder()
                                            .setRequestId(id)
                                            .setSettlementId(id)
                                            .build());
            case "ListStuckSettlementRuns" ->
                    stub ->
                            stub.listStuckSettlementRuns(
                                    ListStuckSettlementRunsRequest.getDefaultInstance());
            case "ListStuckPayouts" ->
                    stub -> stub.listStuckPayouts(ListStuckPayoutsRequest.getDefaultInstance());
            default -> throw new IllegalArgumentException(rpc);
        };
    }

    private static ListSettlementsRequest listOf(String merchant) {
        return ListSettlementsRequest.newBuilder().setMerchantMembershipId(merchant).build();
    }

    /** Empty when the call succeeded. */
    private static String reasonOf(Runnable call) {
        try {
            call.run();
            return "";
        } catch (io.grpc.StatusRuntimeException e) {
            return io.mypay.kit.testing.GrpcErrors.of(e).reason();
        }
    }
}
