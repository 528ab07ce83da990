package io.mypay.payment.commission;

import io.mypay.kit.auth.Caller;
import io.mypay.kit.auth.Role;
import io.mypay.kit.grpc.Protos;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.idempotency.RequestKey;
import io.mypay.kit.page.PageSize;
import io.mypay.kit.page.PageToken;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.mypay.payment.v1.CommissionService;
import io.mypay.payment.v1.ListCommissionsRequest;
import io.mypay.payment.v1.ListCommissionsResponse;
import io.mypay.payment.v1.ModifyCommissionRequest;
import io.mypay.payment.v1.ModifyCommissionResponse;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** mypay.payment.v1.CommissionService. */
@GrpcService
public class CommissionEndpoint implements CommissionService {
    private final Commissions commissions;

    CommissionEndpoint(Commissions commissions) {
        this.commissions = commissions;
    }

    @Override
    public Uni<ModifyCommissionResponse> modifyCommission(ModifyCommissionRequest request) {
        var key = RequestKey.of(Caller.current(), request);
        return commissions.modify(
                key,
                merchant(request.getMerchantMembershipId()),
                new Rate(request.getBasisPoints()),
                effectiveFrom(request));
    }

    @Override
    public Uni<ListCommissionsResponse> listCommissions(ListCommissionsRequest request) {
        var merchant = merchant(request.getMerchantMembershipId());
        requireOwn(Caller.current(), merchant);
        var below = PageToken.parse(request.getPageToken(), 1).map(token -> token.uuid(0));
        var size = PageSize.of(request.getPageSize());
        return commissions.page(merchant, below, size).map(found -> page(found, size));
    }

    private static Optional<MembershipId> merchant(String id) {
        return Optional.of(id)
                .filter(some -> !some.isEmpty())
                .map(some -> MembershipId.parse("merchant_membership_id", some));
    }

    private static Optional<Instant> effectiveFrom(ModifyCommissionRequest request) {
        return request.hasEffectiveFrom()
                ? Optional.of(Protos.instant(request.getEffectiveFrom()))
                : Optional.empty();
    }

    // The default rates are staff's to see; a merchant names itself.
    private static void requireOwn(Caller caller, Optional<MembershipId> merchant) {
        if (merchant.isPresent()) {
            caller.mustBe(merchant.get(), Role.STAFF);
            return;
        }
        if (!caller.has(Role.STAFF)) {
            throw new Refused(new Common.NotYours());
        }
    }

    private static ListCommissionsResponse page(List<Commission> found, PageSize size) {
        var response = ListCommissionsResponse.newBuilder();
        found.stream()
                .limit(size.value())
                .map(CommissionProtos::proto)
                .forEach(response::addCommissions);
        if (found.size() > size.value()) {
            var last = found.get(size.value() - 1).id().value();
            response.setNextPageToken(PageToken.of(last).encode());
        }
        return response.build();
    }
}
