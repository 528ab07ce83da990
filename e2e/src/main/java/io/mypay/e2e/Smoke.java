package io.mypay.e2e;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import io.mypay.banking.v1.GetFirmbankingRequest;
import io.mypay.membership.v1.LoginRequest;
import io.mypay.money.v1.GetMemberMoneyRequest;
import io.mypay.payment.v1.GetPaymentRequest;
import io.mypay.remittance.v1.GetRemittanceRequest;
import io.mypay.settlement.v1.GetSettlementRunRequest;
import io.mypay.stack.Stack;
import io.mypay.stack.StackOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * {@code ./mypay smoke <service>}: whether a service that was built to a native image works where
 * native images fail at run time only: it starts and is ready, reflection lists what it serves, and
 * a malformed request is refused with its field.
 */
public final class Smoke {

    private static final int ANSWER_WITHIN_SECONDS = 20;
    private static final String NOT_A_UUID = "not-a-uuid";

    /** One malformed request for each service. */
    private static final Map<String, Consumer<MyPay>> MALFORMED =
            Map.of(
                    "membership",
                    calls ->
                            calls.auth()
                                    .login(
                                            LoginRequest.newBuilder()
                                                    .setEmail("nobody")
                                                    .setPassword("secret")
                                                    .build()),
                    "banking",
                    calls ->
                            calls.firmbankings()
                                    .getFirmbanking(
                                            GetFirmbankingRequest.newBuilder()
                                                    .setFirmbankingId(NOT_A_UUID)
                                                    .build()),
                    "money",
                    calls ->
                            calls.money()
                                    .getMemberMoney(
                                            GetMemberMoneyRequest.newBuilder()
                                                    .setMembershipId(NOT_A_UUID)
                                                    .build()),
                    "remittance",
                    calls ->
                            calls.remittances()
                                    .getRemittance(
                                            GetRemittanceRequest.newBuilder()
                                                    .setRemittanceId(NOT_A_UUID)
                                                    .build()),
                    "payment",
                    calls ->
                            calls.payments()
                                    .getPayment(
                                            GetPaymentRequest.newBuilder()
                                                    .setPaymentId(NOT_A_UUID)
                                                    .build()),
                    "settlement",
                    calls ->
                            calls.settlements()
                                    .getSettlementRun(
                                            GetSettlementRunRequest.newBuilder()
                                                    .setSettlementRunId(NOT_A_UUID)
                                                    .build()));

    private Smoke() {}

    public static void main(String[] arguments) {
        if (arguments.length != 1 || !MALFORMED.containsKey(arguments[0])) {
            System.err.println("smoke: needs one of " + MALFORMED.keySet());
            System.exit(2);
        }
        System.exit(run(arguments[0]));
    }

    private static int run(String service) {
        try (Stack stack = Stack.start(options(service));
                MyPay anyone = MyPay.at(RunningStack.endpoints(stack))) {
            List<String> served = reflected(stack.port(service));
            if (served.stream().noneMatch(name -> name.startsWith("mypay." + service + "."))) {
                throw new IllegalStateException("reflection lists only " + served);
            }
            System.out.println("reflection lists " + served);
            World world = new World(anyone, new OutsideBank(RunningStack.endpoints(stack)));
            Actor staff = world.staff(stack.staffLogin(), stack.staffPassword());
            System.out.println("a malformed request is refused: " + refusal(service, staff));
            System.out.println("smoke: OK · " + service);
            return 0;
        } catch (RuntimeException e) {
            System.out.println("smoke: FAILED · " + service + " · " + e.getMessage());
            return 1;
        }
    }

    private static StackOptions options(String service) {
        return StackOptions.temporary(line -> System.out.println(line)).natively(service);
    }

    private static String refusal(String service, Actor staff) {
        try {
            MALFORMED.get(service).accept(staff.calls());
        } catch (StatusRuntimeException e) {
            if (Errors.code(e) == Status.Code.INVALID_ARGUMENT && !Errors.fields(e).isEmpty()) {
                return Errors.describe(e);
            }
            throw new IllegalStateException("refused otherwise: " + Errors.describe(e), e);
        }
        throw new IllegalStateException("a malformed request was accepted");
    }

    private static List<String> reflected(int port) {
        ManagedChannel channel =
                ManagedChannelBuilder.forAddress(Endpoints.HOST, port).usePlaintext().build();
        CompletableFuture<List<String>> answer = new CompletableFuture<>();
        try {
            var asking =
                    ServerReflectionGrpc.newStub(channel).serverReflectionInfo(reading(answer));
            asking.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
            asking.onCompleted();
            return answer.get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("reflection does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            channel.shutdownNow();
        }
    }

    private static StreamObserver<ServerReflectionResponse> reading(
            CompletableFuture<List<String>> answer) {
        return new StreamObserver<>() {
            @Override
            public void onNext(ServerReflectionResponse response) {
                answer.complete(
                        response.getListServicesResponse().getServiceList().stream()
                                .map(service -> service.getName())
                                .toList());
            }

            @Override
            public void onError(Throwable failure) {
                answer.completeExceptionally(failure);
            }

            @Override
            public void onCompleted() {
                answer.completeExceptionally(
                        new IllegalStateException("reflection ended without an answer"));
            }
        };
    }
}
