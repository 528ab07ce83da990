package io.mypay.simulation.service;

import io.mypay.kit.id.MembershipId;
import io.mypay.settlement.merchant.MerchantRange;
import io.mypay.settlement.merchant.RunId;
import io.mypay.settlement.run.Chunk;
import io.mypay.settlement.run.SettlementRun;
import io.mypay.simulation.world.Table;
import io.mypay.simulation.world.Transaction;
import java.util.ArrayList;
import java.util.List;

/** The chunks of runs, one merchant in each, and who works them: ChunkStore. */
final class Chunks {
    private final Table<Key, Chunk> rows = new Table<>("settlement_chunk");
    private final Table<Key, Long> due = new Table<>("settlement_chunk due");

    private record Key(RunId run, int number) {
        static Key of(Chunk chunk) {
            return new Key(chunk.merchants().run(), chunk.number());
        }
    }

    void divide(Transaction tx, SettlementRun.Head run, List<MembershipId> merchants) {
        for (int i = 0; i < merchants.size(); i++) {
            var merchant = merchants.get(i);
            var range = new MerchantRange(run.id(), run.period(), merchant, merchant);
            var chunk = new Chunk(i, range, Chunk.State.OPEN);
            rows.insert(tx, Key.of(chunk), chunk);
            due.insert(tx, Key.of(chunk), tx.host().micros());
        }
    }

    /** A chunk is due in the phase of its run. */
    List<Chunk> claim(Transaction tx, Table<RunId, SettlementRun> runs, long lease) {
        var claimed = new ArrayList<Chunk>();
        for (var chunk : List.copyOf(rows.all())) {
            var run = runs.get(chunk.merchants().run());
            if (isDue(run, chunk.state()) && due.get(Key.of(chunk)) <= tx.host().micros()) {
                due.update(tx, Key.of(chunk), tx.host().micros() + lease);
                claimed.add(chunk);
            }
        }
        return claimed;
    }

    private static boolean isDue(SettlementRun run, Chunk.State state) {
        return switch (run) {
            case SettlementRun.Collecting _ -> state == Chunk.State.OPEN;
            case SettlementRun.Confirmed _ -> state == Chunk.State.CALCULATED;
            case SettlementRun.Paying _ -> state == Chunk.State.CONFIRMED;
            case SettlementRun.Calculated _, SettlementRun.Completed _ -> false;
        };
    }

    /** False if somebody else has moved it. */
    boolean move(Transaction tx, Chunk chunk) {
        if (rows.get(Key.of(chunk)).state() != chunk.state()) {
            return false;
        }
        var moved = new Chunk(chunk.number(), chunk.merchants(), chunk.state().next());
        rows.update(tx, Key.of(chunk), moved);
        due.update(tx, Key.of(chunk), tx.host().micros());
        return true;
    }

    boolean isAnyIn(RunId run, Chunk.State state) {
        return rows.all().stream()
                .anyMatch(chunk -> chunk.merchants().run().equals(run) && chunk.state() == state);
    }
}
