package io.mypay.remittance.sending;

import io.mypay.remittance.bank.Deposit;
import io.mypay.remittance.bank.Firmbankings;
import io.mypay.remittance.funding.Balances;
import io.mypay.remittance.funding.Recharges;
import io.mypay.remittance.ledger.Movement;
import io.mypay.remittance.ledger.Posted;
import io.mypay.remittance.ledger.Postings;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * What comes next: each state asks one neighbour and becomes what the answer makes of it. Nothing
 * is written here, and every question can be asked twice: its ids derive from the remittance's.
 */
@ApplicationScoped
class Steps {
    private final InstantSource clock = InstantSource.system();
    private final Balances balances;
    private final Recharges recharges;
    private final Postings postings;
    private final Firmbankings firmbankings;

    Steps(Balances balances, Recharges recharges, Postings postings, Firmbankings firmbankings) {
        this.balances = balances;
        this.recharges = recharges;
        this.postings = postings;
        this.firmbankings = firmbankings;
    }

    /** The next state, or the same one if there is nothing to do but wait. */
    Uni<Remittance> next(Remittance remittance) {
        return switch (remittance) {
            case Remittance.Requested requested -> weigh(requested);
            case Remittance.Lacking lacking -> requestRecharge(lacking);
            case Remittance.Recharging recharging -> askForRecharge(recharging);
            case Remittance.Funded funded -> spend(funded);
            case Remittance.Held held -> commandBank(held);
            case Remittance.Sent sent -> askForBank(sent);
            case Remittance.Capturing capturing -> capture(capturing);
            case Remittance.Releasing releasing -> release(releasing);
            case Remittance.Completed _, Remittance.Failed _ -> Uni.createFrom().item(remittance);
        };
    }

    private Uni<Remittance> weigh(Remittance.Requested requested) {
        return balances.available(requested.order().sender())
                .map(available -> requested.after(available, now()));
    }

    private Uni<Remittance> requestRecharge(Remittance.Lacking lacking) {
        return recharges
                .request(lacking.id(), lacking.order().sender(), lacking.trail().recharged())
                .map(answer -> lacking.after(answer, now()));
    }

    private Uni<Remittance> askForRecharge(Remittance.Recharging recharging) {
        return recharges
                .standing(recharging.trail().recharge().orElseThrow())
                .map(standing -> recharging.after(standing, now()));
    }

    private Uni<Remittance> spend(Remittance.Funded funded) {
        return moveOrHold(funded.order()).map(posted -> funded.after(posted, now()));
    }

    private Uni<Posted> moveOrHold(Order order) {
        return switch (order.recipient()) {
            case Recipient.Member(var to) ->
                    postings.move(
                            new Movement(order.id(), order.sender(), to, order.charge().amount()));
            case Recipient.Account _ -> postings.hold(order.id(), order.sender(), order.charge());
        };
    }

    private Uni<Remittance> commandBank(Remittance.Held held) {
        return firmbankings
                .request(deposit(held.order()))
                .map(standing -> held.after(standing, now()));
    }

    private static Deposit deposit(Order order) {
        if (order.recipient() instanceof Recipient.Account(var account)) {
            return new Deposit(order.id(), order.sender(), account, order.charge().amount());
        }
        throw new IllegalStateException("only bank accounts are paid by firmbanking");
    }

    private Uni<Remittance> askForBank(Remittance.Sent sent) {
        return firmbankings
                .find(sent.id())
                .map(found -> sent.after(found.orElseThrow(() -> lost(sent)), now()));
    }

    private static IllegalStateException lost(Remittance.Sent sent) {
        return new IllegalStateException("banking lost the firmbanking of " + sent.id());
    }

    private Uni<Remittance> capture(Remittance.Capturing capturing) {
        return postings.capture(capturing.id(), capturing.order().charge())
                .map(posted -> capturing.after(posted, now()));
    }

    private Uni<Remittance> release(Remittance.Releasing releasing) {
        return postings.release(releasing.id()).map(posted -> releasing.after(posted, now()));
    }

    /** As precise as the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
