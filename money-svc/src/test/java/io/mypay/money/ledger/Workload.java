package io.mypay.money.ledger;

import io.mypay.kit.money.Money;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Random batches, the same for the same seed: duplicates, reused ids, chains, holds that expire.
 */
final class Workload {
    static final List<String> OPEN =
            List.of(
                    "member/a",
                    "member/b",
                    "member/c",
                    "merchant/m",
                    "corporate-cash/004",
                    "commission",
                    "adjustment");
    private static final List<Code> CODES = List.of(Code.values());
    static final String DOLLAR = "member/dollar";
    static final String CLOSED = "member/closed";
    static final String NOBODY = "member/nobody";

    private final Random random;
    private final String suffix;
    private final boolean extreme;
    private final List<Transfer> asked = new ArrayList<>();
    private final List<TransferId> holds = new ArrayList<>();

    Workload(long seed) {
        this(seed, "", true);
    }

    private Workload(long seed, String suffix, boolean extreme) {
        this.random = new Random(seed);
        this.suffix = suffix;
        this.extreme = extreme;
    }

    /**
     * For a ledger that others use too: accounts of its own, no amount that fills the world, no
     * hold that ends by itself and no dollars.
     */
    static Workload lasting(long seed, String owner) {
        return new Workload(seed, "/" + owner, false);
    }

    List<String> open() {
        return OPEN.stream().map(this::named).toList();
    }

    String closed() {
        return named(CLOSED);
    }

    private String named(String account) {
        return account + suffix;
    }

    List<Transfer> batch() {
        var batch = new ArrayList<Transfer>();
        for (int i = random.nextInt(1, 25); i > 0; i--) {
            var transfer = chance(12) && !asked.isEmpty() ? again() : fresh();
            // The last one joins to nothing; the endpoint refuses what says otherwise.
            var next = i > 1 && chance(30) ? Asked.linked(transfer) : transfer;
            if (i > 1 || !next.linked()) {
                batch.add(next);
                asked.add(next);
            }
        }
        if (batch.isEmpty() || batch.getLast().linked()) {
            batch.add(fresh());
        }
        return batch;
    }

    long seconds() {
        return random.nextInt(3);
    }

    private Transfer again() {
        var before = asked.get(random.nextInt(asked.size()));
        if (chance(70)) {
            return before;
        }
        return Asked.single(before.id(), account(), account(), amount(), Code.PAYMENT, false);
    }

    private Transfer fresh() {
        var kind = random.nextInt(10);
        if (kind < 4) {
            return Asked.single(Asked.anId(), account(), account(), amount(), code(), false);
        }
        if (kind < 7) {
            var hold = Asked.hold(account(), account(), amount().minorUnits(), timeout());
            holds.add(hold.id());
            return hold;
        }
        var hold = holds.isEmpty() || chance(5) ? Asked.anId() : recentHold();
        if (kind < 9) {
            var to = chance(50) ? Optional.<String>empty() : Optional.of(account());
            return Asked.capture(hold, to, amount());
        }
        return chance(60)
                ? new Transfer.Release(Asked.anId(), hold, Asked.purpose(Code.PAYMENT), false)
                : Asked.capture(hold, Optional.empty(), Money.krw(1));
    }

    private TransferId recentHold() {
        return holds.get(Math.max(0, holds.size() - 1 - random.nextInt(6)));
    }

    private String account() {
        var odd = random.nextInt(40);
        return switch (odd) {
            case 0 -> extreme ? DOLLAR : named(NOBODY);
            case 1 -> closed();
            case 2 -> named(NOBODY);
            default -> named(OPEN.get(random.nextInt(OPEN.size())));
        };
    }

    private Money amount() {
        var odd = random.nextInt(60);
        return Money.krw(
                switch (odd) {
                    case 0 -> 0;
                    case 1 -> -random.nextInt(100);
                    case 2 -> extreme ? Long.MAX_VALUE - random.nextInt(1_000) : 1;
                    default -> random.nextInt(1, 400);
                });
    }

    private Code code() {
        return CODES.get(random.nextInt(CODES.size()));
    }

    private Optional<Duration> timeout() {
        return extreme && chance(50)
                ? Optional.of(Duration.ofSeconds(random.nextInt(1, 5)))
                : Optional.empty();
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }
}
