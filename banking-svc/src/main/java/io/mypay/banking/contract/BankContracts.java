package io.mypay.banking.contract;

import io.mypay.banking.BankingRefusal;
import io.mypay.banking.bank.BankCode;
import io.mypay.banking.v1.CreateBankContractResponse;
import io.mypay.banking.v1.TerminateBankContractResponse;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.idempotency.RequestKey;
import io.mypay.kit.page.PageSize;
import io.mypay.kit.panache.PanacheReads;
import io.mypay.kit.panache.PanacheRequests;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;

/** What staff does with contracts. */
@ApplicationScoped
public class BankContracts {
    private static final String EXCLUSION_VIOLATION = "23P01";

    private final BankContractStore store;
    private final InstantSource clock = InstantSource.system();

    BankContracts(BankContractStore store) {
        this.store = store;
    }

    Uni<CreateBankContractResponse> create(RequestKey key, Agreement agreement) {
        var now = now();
        var id = new BankContractId(Uuid7.next(now));
        var contract = new BankContract.Active(id, agreement, now);
        return PanacheRequests.once(
                        key,
                        CreateBankContractResponse.getDefaultInstance(),
                        () -> store.add(contract, key.caller()).map(BankContractProtos::created))
                .onFailure(BankContracts::isOverlap)
                .transform(_ -> overlaps(agreement.address().bank()));
    }

    Uni<TerminateBankContractResponse> terminate(RequestKey key, BankContractId id) {
        return PanacheRequests.once(
                key,
                TerminateBankContractResponse.getDefaultInstance(),
                () ->
                        store.lock(id)
                                .map(row ->
                                        terminated(
                                                row.orElseThrow(() -> notFound(id)), key.caller()))
                                .map(BankContractProtos::terminated));
    }

    Uni<BankContract> get(BankContractId id) {
        return PanacheReads.ask(() -> store.find(id))
                .map(found -> found.orElseThrow(() -> notFound(id)));
    }

    /** One more than the page holds, if there is one. */
    Uni<List<BankContract>> page(Optional<BankCode> bank, Optional<UUID> below, PageSize size) {
        return PanacheReads.ask(() -> store.page(bank, below, size));
    }

    private BankContract terminated(BankContractEntity row, String by) {
        return switch (row.contract()) {
            case BankContract.Active active -> {
                var ended = active.terminate(now());
                row.become(ended, by);
                yield ended;
            }
            case BankContract.Terminated ended -> ended;
        };
    }

    // PostgreSQL keeps microseconds; an answer must not say more than what can be read again.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static boolean isOverlap(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConstraintViolationException violation
                    && EXCLUSION_VIOLATION.equals(violation.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    private static Refused overlaps(BankCode bank) {
        return new Refused(new BankingRefusal.BankContractOverlaps(bank.value()));
    }

    private static Refused notFound(BankContractId id) {
        return new Refused(new Common.NotFound("bank_contract", id.toString()));
    }
}
