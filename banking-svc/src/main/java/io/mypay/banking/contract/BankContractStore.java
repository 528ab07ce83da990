package io.mypay.banking.contract;

import io.mypay.banking.bank.BankCode;
import io.mypay.kit.page.PageSize;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Contracts, in the session of the running Panache transaction. */
@ApplicationScoped
class BankContractStore implements PanacheRepositoryBase<BankContractEntity, UUID> {
    /** Written at once, so that an overlap is refused inside of the transaction. */
    Uni<BankContract> add(BankContract.Active contract, String by) {
        return persistAndFlush(BankContractEntity.of(contract, by))
                .map(BankContractEntity::contract);
    }

    Uni<Optional<BankContract>> find(BankContractId id) {
        return findById(id.value())
                .map(row -> Optional.ofNullable(row).map(BankContractEntity::contract));
    }

    /** Locked, so that two who end it do not both believe to have done it. */
    Uni<Optional<BankContractEntity>> lock(BankContractId id) {
        return findById(id.value(), LockModeType.PESSIMISTIC_WRITE).map(Optional::ofNullable);
    }

    // Ids sort by time, so a page goes on below the last one's id.
    Uni<List<BankContract>> page(Optional<BankCode> bank, Optional<UUID> below, PageSize size) {
        var where =
                bank.map(_ -> "bankCode = :bank").orElse("1 = 1")
                        + below.map(_ -> " and id < :below").orElse("");
        var values = new HashMap<String, Object>();
        bank.ifPresent(code -> values.put("bank", code.value()));
        below.ifPresent(id -> values.put("below", id));
        return find(where + " order by id desc", values)
                .range(0, size.value())
                .list()
                .map(rows -> rows.stream().map(BankContractEntity::contract).toList());
    }
}
