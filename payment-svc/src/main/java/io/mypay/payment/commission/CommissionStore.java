package io.mypay.payment.commission;

import io.mypay.kit.id.MembershipId;
import io.mypay.kit.page.PageSize;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Rates, in the session of the running Panache transaction. */
@ApplicationScoped
class CommissionStore implements PanacheRepositoryBase<CommissionEntity, UUID> {

    Uni<Commission> add(Commission commission) {
        return persist(CommissionEntity.of(commission)).map(CommissionEntity::commission);
    }

    /**
     * One more than the page holds, if there is one. Ids sort by time, so a page goes on below the
     * last one's id.
     */
    Uni<List<Commission>> page(
            Optional<MembershipId> merchant, Optional<UUID> below, PageSize size) {
        var values = new HashMap<String, Object>();
        merchant.ifPresent(id -> values.put("merchant", id.value()));
        below.ifPresent(id -> values.put("below", id));
        var where =
                merchant.map(_ -> "merchantId = :merchant").orElse("merchantId is null")
                        + below.map(_ -> " and id < :below").orElse("");
        return find(where + " order by id desc", values)
                .range(0, size.value())
                .list()
                .map(rows -> rows.stream().map(CommissionEntity::commission).toList());
    }
}
