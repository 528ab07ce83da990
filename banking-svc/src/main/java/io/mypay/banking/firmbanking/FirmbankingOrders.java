package io.mypay.banking.firmbanking;

import io.mypay.banking.BankingRefusal;
import io.mypay.banking.account.LinkedAccounts;
import io.mypay.banking.account.RegisteredBankAccountId;
import io.mypay.banking.bank.BankAccount;
import io.mypay.banking.contract.AgreedTerms;
import io.mypay.banking.contract.Terms;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.money.Money;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Records what is asked for, once per origin, if it can be done. */
@ApplicationScoped
class FirmbankingOrders {
    private static final ZoneId BUSINESS_ZONE = ZoneId.of("Asia/Seoul");

    private final FirmbankingStore store;
    private final RefusedOriginStore refusedOrigins;
    private final DailyLimitStore limits;
    private final LinkedAccounts accounts;
    private final AgreedTerms terms;
    private final FirmbankingSettings settings;
    private final InstantSource clock = InstantSource.system();

    FirmbankingOrders(
            FirmbankingStore store,
            RefusedOriginStore refusedOrigins,
            DailyLimitStore limits,
            LinkedAccounts accounts,
            AgreedTerms terms,
            FirmbankingSettings settings) {
        this.store = store;
        this.refusedOrigins = refusedOrigins;
        this.limits = limits;
        this.accounts = accounts;
        this.terms = terms;
        this.settings = settings;
    }

    /**
     * The firmbanking of the order's origin: the one there is, or a new one. Whatever is refused is
     * refused before anything is written, so a caller may go on in the same transaction; it is told
     * to nobody before {@link #refuse} has recorded it.
     */
    Uni<Firmbanking> record(SqlConnection tx, FirmbankingOrder order) {
        return store.lockOrigin(tx, order.purpose().originId())
                .chain(() -> store.ofOrigin(tx, order.purpose().originId()))
                .chain(known ->
                        known.isPresent()
                                ? Uni.createFrom().item(() -> same(order, known.get()))
                                : unlessRefused(tx, order));
    }

    /**
     * Records that the origin is refused, for ever, and gives the refusal to tell: the first one,
     * if there was one before. Fails with RequestInProgress if the origin was accepted meanwhile,
     * so that whoever asks again hears of that.
     */
    Uni<BankingRefusal.OfOrder> refuse(
            SqlConnection tx, FirmbankingOrder order, BankingRefusal.OfOrder refusal) {
        var origin = order.purpose().originId();
        return store.lockOrigin(tx, origin)
                .chain(() -> store.ofOrigin(tx, origin))
                .invoke(FirmbankingOrders::requireNone)
                .chain(() -> refusedOrigins.find(tx, origin))
                .chain(known ->
                        known.map(first -> Uni.createFrom().item(first))
                                .orElseGet(() -> remember(tx, order, refusal)));
    }

    private static void requireNone(Optional<Firmbanking> accepted) {
        if (accepted.isPresent()) {
            throw new Refused(new Common.RequestInProgress());
        }
    }

    private Uni<BankingRefusal.OfOrder> remember(
            SqlConnection tx, FirmbankingOrder order, BankingRefusal.OfOrder refusal) {
        return refusedOrigins.insert(tx, order.purpose(), refusal, now()).replaceWith(refusal);
    }

    private Uni<Firmbanking> unlessRefused(SqlConnection tx, FirmbankingOrder order) {
        return refusedOrigins
                .find(tx, order.purpose().originId())
                .invoke(refused -> refused.ifPresent(FirmbankingOrders::again))
                .chain(() -> fresh(tx, order));
    }

    private static void again(BankingRefusal.OfOrder refusal) {
        throw new Refused(refusal);
    }

    private static Firmbanking same(FirmbankingOrder order, Firmbanking known) {
        if (!order.isWhat(known.command())) {
            throw new Refused(new BankingRefusal.OriginReused());
        }
        return known;
    }

    private Uni<Firmbanking> fresh(SqlConnection tx, FirmbankingOrder order) {
        return Uni.createFrom()
                .deferred(() -> {
                    requireWon(order.amount());
                    return other(tx, order);
                })
                .invoke(this::requireNotOurs)
                .chain(other -> agreed(tx, order, other))
                .call(requested -> commit(tx, requested))
                .map(Agreed::requested)
                .call(requested -> store.insert(tx, requested, firstAttempt(requested)))
                .map(requested -> requested);
    }

    /** The account that is not ours. */
    private record Other(Optional<RegisteredBankAccountId> registered, BankAccount account) {}

    private record Agreed(Firmbanking.Requested requested, Terms terms) {}

    private Uni<Other> other(SqlConnection tx, FirmbankingOrder order) {
        var membership = order.purpose().membership();
        return switch (order.counterpart()) {
            case Counterpart.Registered(var id) ->
                    accounts.require(tx, membership, id)
                            .map(linked -> new Other(Optional.of(id), linked.account()));
            case Counterpart.Default() ->
                    accounts.requireDefault(tx, membership)
                            .map(linked -> new Other(Optional.of(linked.id()), linked.account()));
            case Counterpart.Named(var account) ->
                    Uni.createFrom().item(new Other(Optional.empty(), account));
        };
    }

    // Cash from the corporate account to itself moves nothing, but would be booked as if it had.
    private void requireNotOurs(Other other) {
        if (other.account().equals(settings.corporateAccount())) {
            throw new Refused(new BankingRefusal.BankAccountIsOurs());
        }
    }

    private Uni<Agreed> agreed(SqlConnection tx, FirmbankingOrder order, Other other) {
        var now = now();
        return terms.requireValidAt(tx, other.account().bank(), now)
                .map(found -> new Agreed(requested(order, other, found, now), found));
    }

    private Firmbanking.Requested requested(
            FirmbankingOrder order, Other other, Terms agreed, Instant now) {
        var command =
                new Command(
                        new FirmbankingId(Uuid7.next(now)),
                        order.purpose(),
                        order.direction(),
                        other.registered(),
                        other.account(),
                        order.amount(),
                        agreed.contract(),
                        LocalDate.ofInstant(now, BUSINESS_ZONE),
                        now,
                        now.plus(settings.finalWithin()));
        return new Firmbanking.Requested(command, now);
    }

    // Last before the insert, because this row is held until the commit and others wait for it.
    private Uni<Void> commit(SqlConnection tx, Agreed agreed) {
        var command = agreed.requested().command();
        var limit = agreed.terms().dailyLimit();
        return limits.commit(tx, command.bank(), command.businessDate(), command.amount(), limit)
                .invoke(fitted -> requireFitted(fitted, command))
                .replaceWithVoid();
    }

    private static void requireFitted(boolean fitted, Command command) {
        if (!fitted) {
            var bank = command.bank().value();
            throw new Refused(new BankingRefusal.BankDailyLimitExceeded(bank));
        }
    }

    private static void requireWon(Money amount) {
        if (!amount.currency().equals(Money.KRW)) {
            var code = amount.currency().getCurrencyCode();
            throw new Refused(new BankingRefusal.CurrencyNotSupported(code));
        }
    }

    private Instant firstAttempt(Firmbanking.Requested requested) {
        return requested.changedAt().plus(settings.sendAgainAfter());
    }

    // PostgreSQL keeps microseconds; an answer must not say more than what can be read again.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
