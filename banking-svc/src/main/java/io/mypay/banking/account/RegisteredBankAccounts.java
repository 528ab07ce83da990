package io.mypay.banking.account;

import io.mypay.banking.BankingRefusal;
import io.mypay.banking.v1.RegisterBankAccountResponse;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.idempotency.RequestKey;
import io.mypay.kit.idempotency.Requests;
import io.mypay.kit.page.PageSize;
import io.mypay.kit.panache.PanacheReads;
import io.mypay.kit.panache.PanacheRequests;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.mypay.kit.sql.UniqueViolation;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Links accounts and reads them. */
@ApplicationScoped
public class RegisteredBankAccounts {
    private static final RegisterBankAccountResponse SHAPE =
            RegisterBankAccountResponse.getDefaultInstance();
    private static final int FIRST_AT_ONCE_MAX = 3;

    private final AccountChecks checks;
    private final RegisteredBankAccountStore store;
    private final Requests requests;
    private final InstantSource clock = InstantSource.system();

    RegisteredBankAccounts(
            AccountChecks checks, RegisteredBankAccountStore store, Requests requests) {
        this.checks = checks;
        this.store = store;
        this.requests = requests;
    }

    /**
     * Asks membership and the bank outside of any transaction, then writes. A replay is answered
     * before they are asked: it gets its first answer even when they are away or think otherwise by
     * now.
     */
    Uni<RegisterBankAccountResponse> register(RequestKey key, Registration registration) {
        return answered(key)
                .chain(known ->
                        known.map(response -> Uni.createFrom().item(response))
                                .orElseGet(() -> checked(key, registration)));
    }

    Uni<RegisteredBankAccount> get(RegisteredBankAccountId id) {
        return PanacheReads.ask(() -> store.find(id))
                .map(found -> found.orElseThrow(() -> notFound(id)));
    }

    /** One more than the page holds, if there is one. */
    Uni<List<RegisteredBankAccount>> page(
            MembershipId membership, Optional<UUID> below, PageSize size) {
        return PanacheReads.ask(() -> store.page(membership, below, size));
    }

    private Uni<Optional<RegisterBankAccountResponse>> answered(RequestKey key) {
        return requests.once(key, SHAPE, _ -> Uni.createFrom().failure(new FirstTime()))
                .map(Optional::of)
                .onFailure(FirstTime.class)
                .recoverWithItem(Optional.empty());
    }

    private Uni<RegisterBankAccountResponse> checked(RequestKey key, Registration registration) {
        return checks.holder(registration)
                .chain(holder -> write(key, registration, holder))
                // Two first accounts at once: whoever comes second is not the default.
                .onFailure(failure -> violates(failure, "registered_bank_account_default"))
                .retry()
                .atMost(FIRST_AT_ONCE_MAX)
                .onFailure(failure -> violates(failure, "registered_bank_account_once"))
                .transform(_ -> new Refused(new BankingRefusal.BankAccountAlreadyRegistered()));
    }

    private Uni<RegisterBankAccountResponse> write(
            RequestKey key, Registration registration, HolderName holder) {
        return PanacheRequests.once(
                key,
                SHAPE,
                () ->
                        store.hasDefault(registration.membership())
                                .map(has -> account(registration, holder, !has))
                                .chain(account -> store.add(account, key.caller()))
                                .map(RegisteredBankAccountProtos::registered));
    }

    private RegisteredBankAccount account(
            Registration registration, HolderName holder, boolean isDefault) {
        var now = now();
        return new RegisteredBankAccount(
                new RegisteredBankAccountId(Uuid7.next(now)),
                registration.membership(),
                registration.account(),
                holder,
                RegisteredBankAccount.State.REGISTERED,
                isDefault,
                now);
    }

    // PostgreSQL keeps microseconds; an answer must not say more than what can be read again.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static boolean violates(Throwable failure, String constraint) {
        return failure instanceof UniqueViolation violation
                && violation.constraint().equals(constraint);
    }

    private static Refused notFound(RegisteredBankAccountId id) {
        return new Refused(new Common.NotFound("registered_bank_account", id.toString()));
    }

    /** Ends the look for an earlier answer, so that its transaction leaves nothing. */
    private static final class FirstTime extends RuntimeException {
        private static final long serialVersionUID = 1;

        FirstTime() {
            super("nothing was answered to this request yet", null, false, false);
        }
    }
}
