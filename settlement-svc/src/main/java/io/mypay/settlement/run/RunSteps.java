package io.mypay.settlement.run;

import io.mypay.kit.sql.Database;
import io.mypay.kit.sweep.Background;
import io.mypay.kit.sweep.Lease;
import io.mypay.settlement.merchant.Payouts;
import io.mypay.settlement.merchant.RunId;
import io.mypay.settlement.merchant.Settlements;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Takes runs through their phases. Every chunk and every change of phase is a transaction of its
 * own that does nothing when it was done before, so it may be repeated, and stopped anywhere.
 */
@ApplicationScoped
public class RunSteps {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final int CHUNKS_AT_ONCE = 4;

    private final Database database;
    private final RunStore runs;
    private final ChunkStore chunks;
    private final TotalsStore totals;
    private final Settlements settlements;
    private final Payouts payouts;
    private final Background background;
    private final InstantSource clock;
    private final int merchantsPerChunk;

    RunSteps(
            Database database,
            RunStore runs,
            ChunkStore chunks,
            TotalsStore totals,
            Settlements settlements,
            Payouts payouts,
            Background background,
            InstantSource clock,
            @ConfigProperty(name = "mypay.settlement.merchants-per-chunk") int merchantsPerChunk) {
        this.database = database;
        this.runs = runs;
        this.chunks = chunks;
        this.totals = totals;
        this.settlements = settlements;
        this.payouts = payouts;
        this.background = background;
        this.clock = clock;
        this.merchantsPerChunk = merchantsPerChunk;
    }

    /** Works on the run until it waits for somebody else, whether or not anybody looks on. */
    public Uni<Void> advance(RunId id) {
        return background.detach("settlement run " + id, () -> step(id).chain(this::workWhatIsDue));
    }

    /** Goes on to the next phases as long as nothing is left in the one the run is in. */
    public Uni<Void> step(RunId id) {
        return untilFalse(() -> database.inTransaction(tx -> step(tx, id)));
    }

    /** One phase further, if nothing is left in this one; answers whether it went. */
    public Uni<Boolean> step(SqlConnection tx, RunId id) {
        return runs.lock(tx, id).map(Optional::orElseThrow).chain(run -> step(tx, run));
    }

    /** Takes a chunk one phase further, and its run if it was the last. */
    public Uni<Void> work(Chunk chunk) {
        return database.inTransaction(tx -> work(tx, chunk))
                .chain(() -> step(chunk.merchants().run()));
    }

    private Uni<Boolean> step(SqlConnection tx, SettlementRun run) {
        return switch (run) {
            case SettlementRun.Collecting collecting when !collecting.isPlanned() ->
                    plan(tx, collecting).replaceWith(true);
            case SettlementRun.Collecting collecting ->
                    unless(
                            chunks.isAnyIn(tx, id(run), Chunk.State.OPEN),
                            () -> calculated(tx, collecting));
            case SettlementRun.Confirmed confirmed ->
                    unless(
                            chunks.isAnyIn(tx, id(run), Chunk.State.CALCULATED),
                            () -> runs.save(tx, confirmed.pay(clock.instant())));
            case SettlementRun.Paying paying ->
                    unless(
                            isAnyUnfinished(tx, id(run)),
                            () -> runs.save(tx, paying.complete(clock.instant())));
            case SettlementRun.Calculated _, SettlementRun.Completed _ ->
                    Uni.createFrom().item(false);
        };
    }

    private Uni<Boolean> isAnyUnfinished(SqlConnection tx, RunId id) {
        return chunks.isAnyIn(tx, id, Chunk.State.CONFIRMED)
                .chain(any -> any ? Uni.createFrom().item(true) : totals.isAnyUnfinished(tx, id));
    }

    private Uni<Void> plan(SqlConnection tx, SettlementRun.Collecting run) {
        return chunks.divide(tx, run.head(), merchantsPerChunk, clock.instant())
                .chain(count -> runs.planned(tx, id(run), count));
    }

    private Uni<Void> calculated(SqlConnection tx, SettlementRun.Collecting run) {
        return totals.ofRun(tx, id(run))
                .chain(sum -> runs.save(tx, run.calculate(sum, clock.instant())));
    }

    // Moving the chunk comes first: its row lock keeps two workers from doing the work twice.
    private Uni<Void> work(SqlConnection tx, Chunk chunk) {
        var now = clock.instant();
        return chunks.move(tx, chunk, now)
                .chain(moved -> moved ? phase(tx, chunk, now) : Uni.createFrom().voidItem());
    }

    private Uni<Void> phase(SqlConnection tx, Chunk chunk, Instant now) {
        return switch (chunk.state()) {
            case OPEN -> settlements.calculate(tx, chunk.merchants(), now);
            case CALCULATED -> settlements.confirm(tx, chunk.merchants(), now);
            case CONFIRMED -> payouts.request(tx, chunk.merchants(), now);
            case REQUESTED -> throw new IllegalStateException("a chunk that is done was claimed");
        };
    }

    private Uni<Void> workWhatIsDue() {
        return untilFalse(
                () -> database.inTransaction(tx -> chunks.claim(tx, lease())).chain(this::workAll));
    }

    private Uni<Boolean> workAll(List<Chunk> claimed) {
        return Multi.createFrom()
                .iterable(claimed)
                .onItem()
                .transformToUni(this::work)
                .merge(CHUNKS_AT_ONCE)
                .collect()
                .last()
                .replaceWith(!claimed.isEmpty());
    }

    private Lease lease() {
        return new Lease(clock.instant(), LEASE, CHUNKS_AT_ONCE);
    }

    private static RunId id(SettlementRun run) {
        return run.head().id();
    }

    private static Uni<Boolean> unless(Uni<Boolean> somethingLeft, Supplier<Uni<Void>> transition) {
        return somethingLeft.chain(
                left -> left ? Uni.createFrom().item(false) : transition.get().replaceWith(true));
    }

    private static Uni<Void> untilFalse(Supplier<Uni<Boolean>> work) {
        return Multi.createBy()
                .repeating()
                .uni(() -> work.get())
                .whilst(again -> again)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
