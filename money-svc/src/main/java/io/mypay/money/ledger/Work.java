package io.mypay.money.ledger;

import io.mypay.kit.money.Money;
import java.time.Instant;
import java.util.Optional;

/** Does one transfer on a sheet, or says why not. */
final class Work {
    private final Sheet sheet;
    private final Rules rules;
    private final Instant now;

    Work(Sheet sheet, Instant now) {
        this.sheet = sheet;
        this.rules = new Rules(now);
        this.now = now;
    }

    /** Empty when it is done. */
    Optional<Outcome> on(Chain chain, int index) {
        var transfer = chain.links().get(index);
        var parties = Parties.of(transfer, sheet);
        var refusal = rules.refuse(transfer, parties);
        if (refusal.isEmpty()) {
            sheet.add(done(chain, index, parties));
        }
        return refusal;
    }

    private Posting done(Chain chain, int index, Parties parties) {
        return switch (chain.links().get(index)) {
            case Transfer.Single t -> move(t, parties);
            case Transfer.Hold t -> hold(t, parties);
            case Transfer.Capture t -> capture(t, parties, chain.isLastCaptureOf(t.hold(), index));
            case Transfer.Release t -> end(t, parties, open(parties).release());
            case Transfer.Expiry t -> end(t, parties, open(parties).expire(now));
        };
    }

    private Posting move(Transfer.Single t, Parties parties) {
        var from = parties.payer();
        var to = parties.payee();
        var fromAfter = from.lose(t.amount(), t.id());
        var toAfter = to.gain(t.amount(), t.id());
        return moved(t, t.amount(), leg(from, fromAfter), leg(to, toAfter));
    }

    private Posting hold(Transfer.Hold t, Parties parties) {
        var expiresAt = t.timeout().map(now::plus);
        var terms = new Hold.Terms(t.id(), t.from(), t.to(), t.amount(), expiresAt);
        sheet.put(Hold.Open.of(terms));
        var from = parties.payer();
        return reserved(t, t.amount(), leg(from, from.hold(t.amount(), t.id())), parties);
    }

    private Posting capture(Transfer.Capture t, Parties parties, boolean last) {
        var open = open(parties);
        var rest = last ? open.left().minus(t.amount()) : Money.zero(t.amount().currency());
        sheet.put(last ? open.captureLast(t.amount()) : open.captureSome(t.amount()));
        var from = parties.payer();
        var to = parties.payee();
        var fromAfter = from.capture(t.amount(), rest, t.id());
        var toAfter = to.gain(t.amount(), t.id());
        return moved(t, t.amount(), leg(from, fromAfter), leg(to, toAfter));
    }

    private Posting end(Transfer t, Parties parties, Hold ended) {
        var left = open(parties).left();
        sheet.put(ended);
        var from = parties.payer();
        return reserved(t, left, leg(from, from.release(left, t.id())), parties);
    }

    private static Posting moved(Transfer t, Money amount, Posting.Leg from, Posting.Leg to) {
        return new Posting.Applied(t, amount, to.after().id(), from, Optional.of(to));
    }

    private static Posting reserved(Transfer t, Money amount, Posting.Leg from, Parties parties) {
        return new Posting.Applied(t, amount, parties.payee().id(), from, Optional.empty());
    }

    private Posting.Leg leg(Account before, Account after) {
        sheet.put(after);
        return Posting.Leg.of(before, after);
    }

    private Hold.Open open(Parties parties) {
        if (parties.hold().orElseThrow() instanceof Hold.Open open) {
            return open;
        }
        throw new IllegalStateException("the rules let only open holds pass");
    }
}
