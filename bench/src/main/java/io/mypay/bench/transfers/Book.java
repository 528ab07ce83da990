package io.mypay.bench.transfers;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * The accounts of the benchmark and what the client knows of them: only what the ledger has
 * acknowledged, so that both must agree when nothing is in flight.
 */
public final class Book {
    /** Members, and after them the one merchant whom everybody pays in the hot runs. */
    public static final int MEMBERS = 10_000;

    static final int MERCHANT = MEMBERS;
    private static final String MEMBER = "member/";
    private static final long SEED = 20_260_101;

    private final List<String> names = new ArrayList<>();
    private final byte[][] bytes = new byte[MEMBERS][];
    private final AtomicLongArray balances = new AtomicLongArray(MEMBERS + 1);
    private final LongAdder transfers = new LongAdder();

    public Book() {
        Random random = new Random(SEED);
        for (int i = 0; i < MEMBERS; i++) {
            names.add(MEMBER + new UUID(random.nextLong(), random.nextLong()));
            bytes[i] = names.get(i).getBytes(StandardCharsets.US_ASCII);
        }
        names.add("merchant/" + new UUID(random.nextLong(), random.nextLong()));
    }

    public List<String> names() {
        return List.copyOf(names);
    }

    String name(int account) {
        return names.get(account);
    }

    String membership(int member) {
        return names.get(member).substring(MEMBER.length());
    }

    byte[] bytes(int member) {
        return bytes[member];
    }

    static int anyone(SplittableRandom random) {
        return random.nextInt(MEMBERS);
    }

    static int anyoneBut(int member, SplittableRandom random) {
        return (member + 1 + random.nextInt(MEMBERS - 1)) % MEMBERS;
    }

    void moved(int from, int to, long amount) {
        balances.addAndGet(from, -amount);
        balances.addAndGet(to, amount);
    }

    void funded(int account, long amount) {
        balances.addAndGet(account, amount);
    }

    /** Posted, whatever they were: a hold counts, and so does its capture. */
    void posted(int count) {
        transfers.add(count);
    }

    public long posted() {
        return transfers.sum();
    }

    public long balance(int account) {
        return balances.get(account);
    }
}
