package io.mypay.remittance.sending;

import io.mypay.kit.auth.Caller;
import io.mypay.kit.auth.Role;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.idempotency.RequestKey;
import io.mypay.kit.page.PageSize;
import io.mypay.kit.page.PageToken;
import io.mypay.remittance.RemittanceId;
import io.mypay.remittance.v1.GetRemittanceRequest;
import io.mypay.remittance.v1.GetRemittanceResponse;
import io.mypay.remittance.v1.ListRemittancesRequest;
import io.mypay.remittance.v1.ListRemittancesResponse;
import io.mypay.remittance.v1.ListStuckRemittancesRequest;
import io.mypay.remittance.v1.ListStuckRemittancesResponse;
import io.mypay.remittance.v1.RemittanceService;
import io.mypay.remittance.v1.RequestRemittanceRequest;
import io.mypay.remittance.v1.RequestRemittanceResponse;
import io.mypay.remittance.v1.WatchRemittanceRequest;
import io.mypay.remittance.v1.WatchRemittanceResponse;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** The face of remittances. */
@GrpcService
class RemittanceEndpoint implements RemittanceService {
    private final Remittances remittances;

    RemittanceEndpoint(Remittances remittances) {
        this.remittances = remittances;
    }

    @Override
    public Uni<RequestRemittanceResponse> requestRemittance(RequestRemittanceRequest request) {
        var caller = Caller.current();
        caller.mustBe(MembershipId.parse(request.getMembershipId()));
        var draft = RemittanceProtos.draft(request);
        if (request.getValidateOnly()) {
            return remittances
                    .quote(draft)
                    .map(quote -> RemittanceProtos.proto(draft, quote))
                    .map(RemittanceEndpoint::response);
        }
        return remittances
                .request(RequestKey.of(caller, request), draft)
                .map(RemittanceProtos::proto)
                .map(RemittanceEndpoint::response);
    }

    @Override
    public Uni<GetRemittanceResponse> getRemittance(GetRemittanceRequest request) {
        var caller = Caller.current();
        return remittances
                .find(caller, RemittanceId.parse(request.getRemittanceId()))
                .map(found -> RemittanceProtos.proto(found, caller))
                .map(found -> GetRemittanceResponse.newBuilder().setRemittance(found).build());
    }

    @Override
    public Uni<ListRemittancesResponse> listRemittances(ListRemittancesRequest request) {
        var sender = MembershipId.parse(request.getMembershipId());
        Caller.current().mustBe(sender, Role.CX, Role.STAFF);
        var below =
                PageToken.parse(request.getPageToken(), 1)
                        .map(token -> new RemittanceId(token.uuid(0)));
        var size = PageSize.of(request.getPageSize());
        return remittances.page(sender, below, size).map(found -> page(found, size));
    }

    @Override
    public Multi<WatchRemittanceResponse> watchRemittance(WatchRemittanceRequest request) {
        var caller = Caller.current();
        return remittances
                .watch(caller, RemittanceId.parse(request.getRemittanceId()))
                .map(found -> RemittanceProtos.proto(found, caller))
                .map(state -> WatchRemittanceResponse.newBuilder().setRemittance(state).build());
    }

    @Override
    public Uni<ListStuckRemittancesResponse> listStuckRemittances(
            ListStuckRemittancesRequest request) {
        return remittances
                .stuck(request.getPageSize(), request.getPageToken())
                .map(page ->
                        ListStuckRemittancesResponse.newBuilder()
                                .addAllStuck(page.stuck())
                                .setNextPageToken(page.nextPageToken())
                                .build());
    }

    private static RequestRemittanceResponse response(
            io.mypay.remittance.v1.Remittance remittance) {
        return RequestRemittanceResponse.newBuilder().setRemittance(remittance).build();
    }

    private static ListRemittancesResponse page(List<Remittance> found, PageSize size) {
        var response = ListRemittancesResponse.newBuilder();
        found.stream()
                .limit(size.value())
                .map(RemittanceProtos::proto)
                .forEach(response::addRemittances);
        if (found.size() > size.value()) {
            var last = found.get(size.value() - 1).id().value();
            response.setNextPageToken(PageToken.of(last).encode());
        }
        return response.build();
    }
}
