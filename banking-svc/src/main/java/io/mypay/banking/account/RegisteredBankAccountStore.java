package io.mypay.banking.account;

import io.mypay.banking.bank.BankAccount;
import io.mypay.banking.bank.BankCode;
import io.mypay.banking.vault.Vault;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.page.PageSize;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Registered accounts, in the session of the running Panache transaction. */
@ApplicationScoped
class RegisteredBankAccountStore
        implements PanacheRepositoryBase<RegisteredBankAccountEntity, UUID> {
    private final Vault vault;

    RegisteredBankAccountStore(Vault vault) {
        this.vault = vault;
    }

    Uni<Boolean> hasDefault(MembershipId membership) {
        return count("membershipId = ?1 and isDefault", membership.value()).map(some -> some > 0);
    }

    Uni<RegisteredBankAccount> add(RegisteredBankAccount account, String by) {
        return persistAndFlush(row(account, by)).replaceWith(account);
    }

    Uni<Optional<RegisteredBankAccount>> find(RegisteredBankAccountId id) {
        return findById(id.value()).map(row -> Optional.ofNullable(row).map(this::account));
    }

    // Ids sort by time, so a page goes on below the last one's id.
    Uni<List<RegisteredBankAccount>> page(
            MembershipId membership, Optional<UUID> below, PageSize size) {
        var where = "membershipId = :membership" + below.map(_ -> " and id < :below").orElse("");
        var values = new HashMap<String, Object>();
        values.put("membership", membership.value());
        below.ifPresent(id -> values.put("below", id));
        return find(where + " order by id desc", values)
                .range(0, size.value())
                .list()
                .map(rows -> rows.stream().map(this::account).toList());
    }

    private RegisteredBankAccountEntity row(RegisteredBankAccount account, String by) {
        var id = account.id().value();
        var row = new RegisteredBankAccountEntity();
        row.id = id;
        row.membershipId = account.membership().value();
        row.bankCode = account.account().bank().value();
        row.sealed = vault.seal(account.account().number(), id);
        row.hmac = vault.hmac(account.account());
        row.holderName = account.holder().value();
        row.state = account.state().name();
        row.isDefault = account.isDefault();
        row.createTime = account.createdAt();
        row.registeredBy = by;
        return row;
    }

    private RegisteredBankAccount account(RegisteredBankAccountEntity row) {
        var number = vault.open(row.sealed, row.id);
        return new RegisteredBankAccount(
                new RegisteredBankAccountId(row.id),
                new MembershipId(row.membershipId),
                new BankAccount(new BankCode(row.bankCode), number),
                new HolderName(row.holderName),
                RegisteredBankAccount.State.valueOf(row.state),
                row.isDefault,
                row.createTime);
    }
}
