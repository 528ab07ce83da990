package io.mypay.kit.grpc;

import io.mypay.kit.auth.Caller;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.probe.v1.CountRequest;
import io.mypay.kit.probe.v1.CountResponse;
import io.mypay.kit.probe.v1.FailRequest;
import io.mypay.kit.probe.v1.FailResponse;
import io.mypay.kit.probe.v1.MutinyProbeServiceGrpc.MutinyProbeServiceStub;
import io.mypay.kit.probe.v1.ObserveRequest;
import io.mypay.kit.probe.v1.ObserveResponse;
import io.mypay.kit.probe.v1.ProbeService;
import io.mypay.kit.probe.v1.RelayRequest;
import io.mypay.kit.probe.v1.RelayResponse;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import java.time.Duration;

/** The service under kit's tests; its asynchronous parts leave gRPC's own context, as SQL does. */
@GrpcService
public class ProbeEndpoint implements ProbeService {
    private final MutinyProbeServiceStub neighbour;
    private final Vertx vertx;

    ProbeEndpoint(@GrpcClient("membership") MutinyProbeServiceStub neighbour, Vertx vertx) {
        this.neighbour = neighbour;
        this.vertx = vertx;
    }

    @Override
    public Uni<ObserveResponse> observe(ObserveRequest request) {
        var trailers = Trailers.current();
        return afterAWhile().map(_ -> observation()).invoke(_ -> trailers.put("seen", "yes"));
    }

    private static ObserveResponse observation() {
        var caller = Caller.current();
        return ObserveResponse.newBuilder()
                .setSubject(caller.subject())
                .addAllRoles(caller.roles().stream().map(Enum::name).sorted().toList())
                .setRemainingMillis(Deadlines.remaining().map(Duration::toMillis).orElse(-1L))
                .setMethod(RunningCall.current().orElseThrow().method())
                .build();
    }

    @Override
    public Uni<FailResponse> fail(FailRequest request) {
        return switch (request.getWay()) {
            case "refused at once" -> throw new Refused(new Common.NotFound("recharge", "r-1"));
            case "refused later" ->
                    afterAWhile()
                            .map(_ -> {
                                throw new Refused(new Common.RequestInProgress());
                            });
            case "refused by precondition" ->
                    Uni.createFrom().failure(new Refused(new ProbeRefusal.TooPoor(3_000)));
            case "not yours" -> {
                Caller.current().mustBe(MembershipId.parse("0197a000-0000-7000-8000-000000000001"));
                yield Uni.createFrom().item(FailResponse.getDefaultInstance());
            }
            case "defect" -> throw new IllegalArgumentException("SELECT secret FROM account");
            case "defect later" ->
                    afterAWhile()
                            .map(_ -> {
                                throw new IllegalStateException("holder Kim, 110-22-3333");
                            });
            case "never" -> Uni.createFrom().nothing();
            case "too late" -> Uni.createFrom().failure(new io.smallrye.mutiny.TimeoutException());
            default -> Uni.createFrom().item(FailResponse.getDefaultInstance());
        };
    }

    @Override
    public Uni<RelayResponse> relay(RelayRequest request) {
        return afterAWhile()
                .chain(_ -> Neighbour.call("membership", () -> neighbour.relay(request)));
    }

    @Override
    public Multi<CountResponse> count(CountRequest request) {
        return Multi.createFrom()
                .range(0, request.getUpTo())
                .map(number -> CountResponse.newBuilder().setNumber(number).build());
    }

    private Uni<Boolean> afterAWhile() {
        return vertx.executeBlocking(() -> true);
    }
}
