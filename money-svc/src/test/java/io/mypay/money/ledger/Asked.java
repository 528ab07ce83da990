package io.mypay.money.ledger;

import io.mypay.kit.id.Uuid7;
import io.mypay.kit.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Transfers as tests ask for them. */
final class Asked {
    private Asked() {}

    static TransferId anId() {
        return new TransferId(Uuid7.next(Instant.now()));
    }

    static Transfer.Single single(String from, String to, long won) {
        return single(anId(), from, to, Money.krw(won), Code.PAYMENT, false);
    }

    static Transfer.Single single(String from, String to, long won, Code code) {
        return single(anId(), from, to, Money.krw(won), code, false);
    }

    static Transfer.Single single(
            TransferId id, String from, String to, Money amount, Code code, boolean linked) {
        return new Transfer.Single(
                id, new AccountName(from), new AccountName(to), amount, purpose(code), linked);
    }

    static Transfer.Hold hold(String from, String to, long won) {
        return hold(from, to, won, Optional.empty());
    }

    static Transfer.Hold hold(String from, String to, long won, Optional<Duration> timeout) {
        return new Transfer.Hold(
                anId(),
                new AccountName(from),
                new AccountName(to),
                Money.krw(won),
                timeout,
                purpose(Code.PAYMENT),
                false);
    }

    static Transfer.Capture capture(Transfer.Hold hold, long won) {
        return capture(hold.id(), Optional.empty(), Money.krw(won));
    }

    static Transfer.Capture capture(TransferId hold, Optional<String> to, Money amount) {
        return new Transfer.Capture(
                anId(), hold, to.map(AccountName::new), amount, purpose(Code.PAYMENT), false);
    }

    static Transfer.Release release(Transfer.Hold hold) {
        return new Transfer.Release(anId(), hold.id(), purpose(Code.PAYMENT), false);
    }

    /** The same, joined to the next one. */
    static Transfer linked(Transfer transfer) {
        return switch (transfer) {
            case Transfer.Single t ->
                    new Transfer.Single(t.id(), t.from(), t.to(), t.amount(), t.purpose(), true);
            case Transfer.Hold t ->
                    new Transfer.Hold(
                            t.id(), t.from(), t.to(), t.amount(), t.timeout(), t.purpose(), true);
            case Transfer.Capture t ->
                    new Transfer.Capture(t.id(), t.hold(), t.to(), t.amount(), t.purpose(), true);
            case Transfer.Release t -> new Transfer.Release(t.id(), t.hold(), t.purpose(), true);
            case Transfer.Expiry t -> t;
        };
    }

    static Purpose purpose(Code code) {
        return new Purpose(code, "a-reference");
    }
}
