package io.mypay.banking.firmbanking;

import io.mypay.banking.v1.FirmbankingService;
import io.mypay.banking.v1.GetFirmbankingRequest;
import io.mypay.banking.v1.GetFirmbankingResponse;
import io.mypay.banking.v1.ListFirmbankingsRequest;
import io.mypay.banking.v1.ListFirmbankingsResponse;
import io.mypay.banking.v1.ListStuckFirmbankingsRequest;
import io.mypay.banking.v1.ListStuckFirmbankingsResponse;
import io.mypay.banking.v1.RequestFirmbankingRequest;
import io.mypay.banking.v1.RequestFirmbankingResponse;
import io.mypay.banking.v1.WatchFirmbankingRequest;
import io.mypay.banking.v1.WatchFirmbankingResponse;
import io.mypay.kit.auth.Caller;
import io.mypay.kit.auth.Role;
import io.mypay.kit.grpc.Deadlines;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.idempotency.RequestKey;
import io.mypay.kit.page.PageSize;
import io.mypay.kit.page.PageToken;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;

/** The face of firmbankings. */
@GrpcService
class FirmbankingEndpoint implements FirmbankingService {
    private static final Role[] READERS = {Role.STAFF, Role.CX, Role.SERVICE};
    private static final Duration SHORTEST_PATIENCE = Duration.ofMillis(1);

    private final Firmbankings firmbankings;
    private final FirmbankingSettings settings;

    FirmbankingEndpoint(Firmbankings firmbankings, FirmbankingSettings settings) {
        this.firmbankings = firmbankings;
        this.settings = settings;
    }

    @Override
    public Uni<RequestFirmbankingResponse> requestFirmbanking(RequestFirmbankingRequest request) {
        var caller = Caller.current();
        var order = FirmbankingProtos.order(request);
        requireOwn(caller, order.purpose().origin());
        return firmbankings
                .request(RequestKey.of(caller, request), order, patience())
                .map(FirmbankingProtos::requested);
    }

    // Banking cannot see whether an origin exists, so it takes nobody's word but the owner's:
    // a made-up one would send cash out that no money stands for.
    private static void requireOwn(Caller caller, Purpose.Origin origin) {
        if (!caller.subject().equals(origin.owner())) {
            throw new Refused(new Common.NotYours());
        }
    }

    @Override
    public Uni<GetFirmbankingResponse> getFirmbanking(GetFirmbankingRequest request) {
        var caller = Caller.current();
        return found(request)
                .invoke(found -> caller.mustBe(owner(found), READERS))
                .map(FirmbankingProtos::proto)
                .map(found -> GetFirmbankingResponse.newBuilder().setFirmbanking(found).build());
    }

    @Override
    public Uni<ListFirmbankingsResponse> listFirmbankings(ListFirmbankingsRequest request) {
        var filter = FirmbankingProtos.filter(request);
        requireOwn(Caller.current(), filter);
        var size = PageSize.of(request.getPageSize());
        return firmbankings.page(filter, size).map(found -> page(found, size));
    }

    @Override
    public Multi<WatchFirmbankingResponse> watchFirmbanking(WatchFirmbankingRequest request) {
        var caller = Caller.current();
        var id = FirmbankingId.parse(request.getFirmbankingId());
        return firmbankings
                .get(id)
                .invoke(found -> caller.mustBe(owner(found), READERS))
                .onItem()
                .transformToMulti(_ -> firmbankings.watch(id))
                .map(FirmbankingProtos::proto)
                .map(found -> WatchFirmbankingResponse.newBuilder().setFirmbanking(found).build());
    }

    @Override
    public Uni<ListStuckFirmbankingsResponse> listStuckFirmbankings(
            ListStuckFirmbankingsRequest request) {
        return firmbankings
                .stuck(request.getPageSize(), request.getPageToken())
                .map(page ->
                        ListStuckFirmbankingsResponse.newBuilder()
                                .addAllStuck(page.stuck())
                                .setNextPageToken(page.nextPageToken())
                                .build());
    }

    private Uni<Firmbanking> found(GetFirmbankingRequest request) {
        return switch (request.getKeyCase()) {
            case FIRMBANKING_ID ->
                    firmbankings.get(FirmbankingId.parse(request.getFirmbankingId()));
            case ORIGIN_ID ->
                    firmbankings.getByOrigin(Uuid7.parse("origin_id", request.getOriginId()));
            case KEY_NOT_SET ->
                    throw new Refused(new Common.InvalidField("key", "must be one of both ids"));
        };
    }

    private static void requireOwn(Caller caller, FirmbankingFilter filter) {
        if (caller.hasAny(READERS)) {
            return;
        }
        caller.mustBe(filter.membership().orElseThrow(() -> new Refused(new Common.NotYours())));
    }

    private Duration patience() {
        var left = Deadlines.remainingAtMost(settings.patienceMax()).minus(settings.answerMargin());
        return left.isPositive() ? left : SHORTEST_PATIENCE;
    }

    private static io.mypay.kit.id.MembershipId owner(Firmbanking firmbanking) {
        return firmbanking.command().purpose().membership();
    }

    private static ListFirmbankingsResponse page(List<Firmbanking> found, PageSize size) {
        var response = ListFirmbankingsResponse.newBuilder();
        found.stream()
                .limit(size.value())
                .map(FirmbankingProtos::proto)
                .forEach(response::addFirmbankings);
        if (found.size() > size.value()) {
            var last = found.get(size.value() - 1).command().id().value();
            response.setNextPageToken(PageToken.of(last).encode());
        }
        return response.build();
    }
}
