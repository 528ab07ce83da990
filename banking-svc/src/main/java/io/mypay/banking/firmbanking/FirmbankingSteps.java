package io.mypay.banking.firmbanking;

import io.mypay.banking.bank.BankReply;
import io.mypay.banking.bank.Banks;
import io.mypay.banking.contract.AgreedTerms;
import io.mypay.banking.contract.Terms;
import io.mypay.kit.gate.Shut;
import io.mypay.kit.gate.Verdict;
import io.mypay.kit.sql.Database;
import io.mypay.kit.sweep.Background;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Leads firmbankings to their end. Each step decides under the row's lock and commits before the
 * bank is called, so any step may be repeated by anybody at any time.
 */
@ApplicationScoped
class FirmbankingSteps {
    private final Database database;
    private final FirmbankingStore store;
    private final FirmbankingEnds ends;
    private final AgreedTerms terms;
    private final Banks banks;
    private final Background background;
    private final FirmbankingSettings settings;
    private final InstantSource clock = InstantSource.system();

    FirmbankingSteps(
            Database database,
            FirmbankingStore store,
            FirmbankingEnds ends,
            AgreedTerms terms,
            Banks banks,
            Background background,
            FirmbankingSettings settings) {
        this.database = database;
        this.store = store;
        this.ends = ends;
        this.terms = terms;
        this.banks = banks;
        this.background = background;
        this.settings = settings;
    }

    /**
     * Does what is due, and goes on without whoever waits for it. One found in flight was left so
     * by a crash or a lost answer; one merely being worked on must not be passed here.
     */
    Uni<Firmbanking> advance(Due due) {
        return background.detach("firmbanking " + due.id(), () -> step(due));
    }

    private Uni<Firmbanking> step(Due due) {
        return switch (due.state()) {
            case REQUESTED -> send(due);
            case SENT, UNKNOWN -> inquire(due);
            case SUCCEEDED, FAILED -> database.inTransaction(tx -> store.lock(tx, due.id()));
        };
    }

    // A shut gate leaves the command unsent, so it may wait for as long as it takes.
    private Uni<Firmbanking> send(Due due) {
        return banks.commandGate(due.bank())
                .pass(() -> dispatch(due.id()), Dispatched::verdict)
                .map(Dispatched::firmbanking)
                .onFailure(Shut.class)
                .recoverWithUni(shut -> postpone(due.id(), new Why(shut.getMessage(), now())));
    }

    private Uni<Firmbanking> postpone(FirmbankingId id, Why why) {
        var pause = new Pause(settings.sendAgainAfter(), settings.sendAgainAfterMax());
        return database.inTransaction(
                tx -> store.postpone(tx, id, pause, why).chain(() -> store.lock(tx, id)));
    }

    /** What became of an attempt to send, and what it tells about the bank. */
    private record Dispatched(Firmbanking firmbanking, Verdict verdict) {}

    private Uni<Dispatched> dispatch(FirmbankingId id) {
        return database.inTransaction(tx -> store.lock(tx, id).chain(found -> depart(tx, found)))
                .chain(this::call);
    }

    /** Where a firmbanking stands before the bank is called; terms only if it is to be called. */
    private record Departure(Firmbanking firmbanking, Optional<Terms> terms) {
        static Departure none(Firmbanking firmbanking) {
            return new Departure(firmbanking, Optional.empty());
        }
    }

    private Uni<Departure> depart(SqlConnection tx, Firmbanking found) {
        return switch (found) {
            case Firmbanking.Requested requested -> depart(tx, requested);
            // Somebody else was faster.
            case Firmbanking.InFlight _, Firmbanking.Succeeded _, Firmbanking.Failed _ ->
                    Uni.createFrom().item(Departure.none(found));
        };
    }

    private Uni<Departure> depart(SqlConnection tx, Firmbanking.Requested requested) {
        var now = now();
        if (!now.isBefore(requested.command().finalBy())) {
            return refuse(tx, requested, FailureReason.BANK_UNAVAILABLE);
        }
        return terms.validAt(tx, requested.command().bank(), now)
                .chain(valid ->
                        valid.isPresent()
                                ? depart(tx, requested, valid.get(), now)
                                : refuse(tx, requested, FailureReason.BANK_CONTRACT_NOT_VALID));
    }

    private Uni<Departure> depart(
            SqlConnection tx, Firmbanking.Requested requested, Terms valid, Instant now) {
        var sent = requested.send(valid.contract(), now);
        return ends.change(tx, requested, sent, now)
                .replaceWith(new Departure(sent, Optional.of(valid)));
    }

    private Uni<Departure> refuse(
            SqlConnection tx, Firmbanking.Requested requested, FailureReason reason) {
        var now = now();
        var failed = requested.refuse(reason, now);
        return ends.change(tx, requested, failed, now).replaceWith(Departure.none(failed));
    }

    private Uni<Dispatched> call(Departure departure) {
        var firmbanking = departure.firmbanking();
        if (departure.terms().isEmpty()) {
            return Uni.createFrom().item(new Dispatched(firmbanking, Verdict.NOT_ASKED));
        }
        var agreed = departure.terms().get();
        var command = firmbanking.command().forBank(settings.corporateAccount());
        return banks.command(agreed.address(), command)
                .chain(reply ->
                        conclude(firmbanking.command().id(), agreed, reply)
                                .map(end -> new Dispatched(end, Banks.verdict(reply))));
    }

    private record Question(Firmbanking firmbanking, Terms terms) {}

    // The bank that was commanded is asked, under the contract it was commanded under, whether or
    // not that still holds.
    private Uni<Firmbanking> inquire(Due due) {
        return database.inTransaction(tx -> question(tx, due.id()))
                .chain(question ->
                        question.firmbanking() instanceof Firmbanking.InFlight
                                ? ask(question)
                                : Uni.createFrom().item(question.firmbanking()));
    }

    private Uni<Question> question(SqlConnection tx, FirmbankingId id) {
        return store.lock(tx, id)
                .chain(found -> awaiting(tx, found))
                .chain(found ->
                        terms.of(tx, found.command().contract())
                                .map(agreed -> new Question(found, agreed)));
    }

    // Whether the call was made before the crash nobody knows, so from here on the bank is asked.
    private Uni<Firmbanking> awaiting(SqlConnection tx, Firmbanking found) {
        if (found instanceof Firmbanking.Sent sent) {
            var now = now();
            var unknown = sent.await(Optional.empty(), now);
            return ends.change(tx, sent, unknown, now).replaceWith(unknown);
        }
        return Uni.createFrom().item(found);
    }

    private Uni<Firmbanking> ask(Question question) {
        var id = question.firmbanking().command().id();
        return banks.inquire(question.terms().address(), id.value())
                .chain(reply -> conclude(id, question.terms(), reply));
    }

    private Uni<Firmbanking> conclude(FirmbankingId id, Terms agreed, BankReply reply) {
        return database.inTransaction(
                tx -> store.lock(tx, id).chain(found -> conclude(tx, found, agreed, reply)));
    }

    private Uni<Firmbanking> conclude(
            SqlConnection tx, Firmbanking found, Terms agreed, BankReply reply) {
        if (!(found instanceof Firmbanking.InFlight inFlight)) {
            ends.raiseLate(found, reply);
            return Uni.createFrom().item(found);
        }
        var now = now();
        var next = inFlight.conclude(reply, now);
        ends.raise(inFlight, reply, agreed);
        return ends.change(tx, inFlight, next, now)
                .chain(() -> noteWhyNot(tx, next, reply))
                .replaceWith(next);
    }

    private Uni<Void> noteWhyNot(SqlConnection tx, Firmbanking next, BankReply reply) {
        return next.isFinal()
                ? Uni.createFrom().voidItem()
                : store.note(tx, next.command().id(), reply.why());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
