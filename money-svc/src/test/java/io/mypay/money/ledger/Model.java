package io.mypay.money.ledger;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The ledger once more, as plainly as can be: unbounded integers, everything copied for a chain and
 * the copy thrown away when it fails. Shares no code with the ledger but the shape of a transfer.
 */
final class Model {
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);

    record Reserved(
            String from,
            String to,
            BigInteger amount,
            BigInteger captured,
            String state,
            Instant until) {
        Reserved with(BigInteger nowCaptured, String nowState) {
            return new Reserved(from, to, amount, nowCaptured, nowState, until);
        }
    }

    record State(
            Map<String, BigInteger> posted,
            Map<String, BigInteger> held,
            Map<TransferId, Reserved> holds) {
        State copy() {
            return new State(new HashMap<>(posted), new HashMap<>(held), new HashMap<>(holds));
        }
    }

    record Seen(Transfer transfer, Outcome outcome) {}

    final Map<TransferId, Seen> seen = new HashMap<>();
    final Set<String> dollars = new HashSet<>();
    final Set<String> closed = new HashSet<>();
    State state = new State(new HashMap<>(), new HashMap<>(), new HashMap<>());

    void open(String name) {
        state.posted.put(name, BigInteger.ZERO);
        state.held.put(name, BigInteger.ZERO);
    }

    /** First outcomes for repetitions are told apart by a preceding REPLAYED. */
    List<List<Outcome>> post(List<Transfer> transfers, Instant now) {
        var outcomes = new ArrayList<List<Outcome>>();
        var chain = new ArrayList<Transfer>();
        for (var transfer : transfers) {
            chain.add(transfer);
            if (!transfer.linked()) {
                outcomes.addAll(chain(List.copyOf(chain), now));
                chain.clear();
            }
        }
        return outcomes;
    }

    private List<List<Outcome>> chain(List<Transfer> chain, Instant now) {
        var ids = new HashSet<TransferId>();
        var twice = chain.stream().anyMatch(t -> !ids.add(t.id()));
        if (twice || chain.stream().anyMatch(t -> seen.containsKey(t.id()))) {
            return recall(chain);
        }
        var draft = state.copy();
        for (int i = 0; i < chain.size(); i++) {
            var last = lastCapture(chain, i);
            var outcome = one(draft, chain.get(i), last, now);
            if (outcome != Outcome.APPLIED) {
                return failed(chain, i, outcome);
            }
        }
        state = draft;
        chain.forEach(t -> seen.put(t.id(), new Seen(t, Outcome.APPLIED)));
        return chain.stream().map(_ -> List.of(Outcome.APPLIED)).toList();
    }

    private List<List<Outcome>> recall(List<Transfer> chain) {
        var outcomes = new ArrayList<List<Outcome>>();
        var ids = new HashSet<TransferId>();
        for (var t : chain) {
            var first = ids.add(t.id());
            var before = seen.get(t.id());
            if (before == null) {
                outcomes.add(List.of(first ? Outcome.LINKED_TRANSFER_FAILED : Outcome.ID_REUSED));
            } else if (before.transfer().equals(t)) {
                outcomes.add(List.of(Outcome.REPLAYED, before.outcome()));
            } else {
                outcomes.add(List.of(Outcome.ID_REUSED));
            }
        }
        return outcomes;
    }

    private List<List<Outcome>> failed(List<Transfer> chain, int index, Outcome why) {
        var remembered =
                Set.of(
                                Outcome.ACCOUNT_CLOSED,
                                Outcome.HOLD_ALREADY_CAPTURED,
                                Outcome.HOLD_ALREADY_RELEASED,
                                Outcome.HOLD_EXPIRED,
                                Outcome.AMOUNT_EXCEEDS_HOLD,
                                Outcome.INSUFFICIENT_FUNDS,
                                Outcome.LIMIT_EXCEEDED)
                        .contains(why);
        var outcomes = new ArrayList<List<Outcome>>();
        for (int i = 0; i < chain.size(); i++) {
            var outcome = i == index ? why : Outcome.LINKED_TRANSFER_FAILED;
            outcomes.add(List.of(outcome));
            if (remembered) {
                seen.put(chain.get(i).id(), new Seen(chain.get(i), outcome));
            }
        }
        return outcomes;
    }

    private static boolean lastCapture(List<Transfer> chain, int index) {
        var hold = chain.get(index).holdEnded();
        return chain.subList(index + 1, chain.size()).stream()
                .noneMatch(
                        t -> t instanceof Transfer.Capture c && hold.equals(Optional.of(c.hold())));
    }

    private Outcome one(State s, Transfer t, boolean last, Instant now) {
        return switch (t) {
            case Transfer.Single x -> {
                var amount = BigInteger.valueOf(x.amount().minorUnits());
                var no = parties(s, amount, x.from().value(), x.to().value());
                if (no != Outcome.APPLIED) {
                    yield no;
                }
                yield move(s, x.from().value(), x.to().value(), amount, x.purpose().code());
            }
            case Transfer.Hold x -> {
                var amount = BigInteger.valueOf(x.amount().minorUnits());
                var no = parties(s, amount, x.from().value(), x.to().value());
                if (no != Outcome.APPLIED) {
                    yield no;
                }
                yield reserve(s, x, amount, now);
            }
            case Transfer.Capture x -> capture(s, x, last, now);
            case Transfer.Release x -> end(s, x.hold(), "RELEASED", now, false);
            case Transfer.Expiry x -> end(s, x.hold(), "EXPIRED", now, true);
        };
    }

    private Outcome parties(State s, BigInteger amount, String... names) {
        if (amount.signum() <= 0) {
            return Outcome.AMOUNT_NOT_POSITIVE;
        }
        if (names.length == 2 && names[0].equals(names[1])) {
            return Outcome.SAME_ACCOUNT;
        }
        for (var name : names) {
            if (!s.posted.containsKey(name)) {
                return Outcome.ACCOUNT_NOT_FOUND;
            }
        }
        for (var name : names) {
            if (closed.contains(name)) {
                return Outcome.ACCOUNT_CLOSED;
            }
        }
        for (var name : names) {
            if (dollars.contains(name)) {
                return Outcome.CURRENCY_MISMATCH;
            }
        }
        return Outcome.APPLIED;
    }

    private static boolean covers(State s, String from, BigInteger amount, Code code) {
        var mayOwe =
                !from.startsWith("member/")
                        && (!from.startsWith("merchant/")
                                || Set.of(Code.REFUND, Code.PAYOUT, Code.COMMISSION)
                                        .contains(code));
        return mayOwe || available(s, from).compareTo(amount) >= 0;
    }

    private static BigInteger available(State s, String name) {
        return s.posted.get(name).subtract(s.held.get(name));
    }

    private static Outcome move(State s, String from, String to, BigInteger amount, Code code) {
        if (!covers(s, from, amount, code)) {
            return Outcome.INSUFFICIENT_FUNDS;
        }
        if (available(s, from).subtract(amount).compareTo(MIN) < 0
                || s.posted.get(to).add(amount).compareTo(MAX) > 0) {
            return Outcome.LIMIT_EXCEEDED;
        }
        s.posted.merge(from, amount.negate(), BigInteger::add);
        s.posted.merge(to, amount, BigInteger::add);
        return Outcome.APPLIED;
    }

    private static Outcome reserve(State s, Transfer.Hold x, BigInteger amount, Instant now) {
        var from = x.from().value();
        if (!covers(s, from, amount, x.purpose().code())) {
            return Outcome.INSUFFICIENT_FUNDS;
        }
        if (available(s, from).subtract(amount).compareTo(MIN) < 0
                || s.held.get(from).add(amount).compareTo(MAX) > 0) {
            return Outcome.LIMIT_EXCEEDED;
        }
        s.held.merge(from, amount, BigInteger::add);
        var until = x.timeout().map(now::plus).orElse(Instant.MAX);
        s.holds.put(
                x.id(), new Reserved(from, x.to().value(), amount, BigInteger.ZERO, "OPEN", until));
        return Outcome.APPLIED;
    }

    private Outcome capture(State s, Transfer.Capture x, boolean last, Instant now) {
        var amount = BigInteger.valueOf(x.amount().minorUnits());
        var hold = s.holds.get(x.hold());
        if (hold == null) {
            var no = x.to().map(to -> parties(s, amount, to.value())).orElse(parties(s, amount));
            return no == Outcome.APPLIED ? Outcome.HOLD_NOT_FOUND : no;
        }
        var to = x.to().map(AccountName::value).orElse(hold.to());
        var no = parties(s, amount, hold.from(), to);
        if (no != Outcome.APPLIED) {
            return no;
        }
        no = open(hold, now);
        if (no != Outcome.APPLIED) {
            return no;
        }
        var captured = hold.captured().add(amount);
        if (captured.compareTo(hold.amount()) > 0) {
            return Outcome.AMOUNT_EXCEEDS_HOLD;
        }
        if (s.posted.get(to).add(amount).compareTo(MAX) > 0) {
            return Outcome.LIMIT_EXCEEDED;
        }
        var freed = last ? hold.amount().subtract(hold.captured()) : amount;
        s.held.merge(hold.from(), freed.negate(), BigInteger::add);
        s.posted.merge(hold.from(), amount.negate(), BigInteger::add);
        s.posted.merge(to, amount, BigInteger::add);
        s.holds.put(x.hold(), hold.with(captured, last ? "CAPTURED" : "OPEN"));
        return Outcome.APPLIED;
    }

    private Outcome end(State s, TransferId id, String ended, Instant now, boolean expiry) {
        var hold = s.holds.get(id);
        if (hold == null) {
            return Outcome.HOLD_NOT_FOUND;
        }
        if (!expiry && (closed.contains(hold.from()) || closed.contains(hold.to()))) {
            return Outcome.ACCOUNT_CLOSED;
        }
        var no = expiry && hold.state().equals("OPEN") ? Outcome.APPLIED : open(hold, now);
        if (no != Outcome.APPLIED) {
            return no;
        }
        var left = hold.amount().subtract(hold.captured());
        s.held.merge(hold.from(), left.negate(), BigInteger::add);
        s.holds.put(id, hold.with(hold.captured(), ended));
        return Outcome.APPLIED;
    }

    private static Outcome open(Reserved hold, Instant now) {
        return switch (hold.state()) {
            case "CAPTURED" -> Outcome.HOLD_ALREADY_CAPTURED;
            case "RELEASED" -> Outcome.HOLD_ALREADY_RELEASED;
            case "EXPIRED" -> Outcome.HOLD_EXPIRED;
            default -> hold.until().isAfter(now) ? Outcome.APPLIED : Outcome.HOLD_EXPIRED;
        };
    }
}
