package io.mypay.money.ledger.proof;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The single checks of a verification; each gives the first thing it finds. */
@ApplicationScoped
public class Checks {
    /** Where little happens blocks are small, and very many of them. */
    private static final int BLOCKS_MAX = 1_000;

    private final SealStore seals;
    private final ChainStore chains;
    private final BlockStore blocks;
    private final AccountCheckStore accounts;

    Checks(SealStore seals, ChainStore chains, BlockStore blocks, AccountCheckStore accounts) {
        this.seals = seals;
        this.chains = chains;
        this.blocks = blocks;
        this.accounts = accounts;
    }

    /** Before the others: after which block the range begins. */
    Uni<Long> begin(SqlConnection tx, Range range) {
        return seals.plan(tx)
                .chain(() -> seals.blockOf(tx, range.first()))
                .map(block -> Math.max(0, block - 1));
    }

    /** The next blocks of the range, about so many transfers or fewer. */
    Uni<List<Block>> portion(SqlConnection tx, long afterBlock, Range range, int size) {
        return seals.blocks(tx, afterBlock, BLOCKS_MAX)
                .map(found -> {
                    var portion = new ArrayList<Block>();
                    var transfers = 0;
                    for (var block : found) {
                        if (block.first() > range.through() || transfers >= size) {
                            break;
                        }
                        if (block.last() >= range.first()) {
                            portion.add(block);
                            transfers += block.transfers();
                        }
                    }
                    return portion;
                });
    }

    /** Where a portion of so many transfers ends; empty where there are not so many left. */
    Uni<Optional<Long>> bound(SqlConnection tx, long after, Range range, int size) {
        return seals.bound(tx, after, range.through(), size);
    }

    Uni<ChainStore.Count> count(SqlConnection tx, long after, long through) {
        return chains.count(tx, after, through);
    }

    Uni<ChainStore.Legs> chains(SqlConnection tx, long after, long through) {
        return chains.check(tx, after, through);
    }

    Uni<Finding> firstInChains(SqlConnection tx, long after, long through) {
        return chains.first(tx, after, through);
    }

    Uni<Optional<Finding>> seal(SqlConnection tx, List<Block> portion) {
        return blocks.contents(tx, portion)
                .map(contents -> firstBroken(portion, contents))
                .chain(broken ->
                        broken.map(block -> altered(tx, block))
                                .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private static Optional<Block> firstBroken(
            List<Block> portion, Map<Integer, Block.Content> contents) {
        for (int i = 0; i < portion.size(); i++) {
            if (!portion.get(i).holds(Optional.ofNullable(contents.get(i + 1)))) {
                return Optional.of(portion.get(i));
            }
        }
        return Optional.empty();
    }

    private Uni<Optional<Finding>> altered(SqlConnection tx, Block block) {
        if (!block.follows()) {
            var description = "block %d of the seal is missing".formatted(block.number() - 1);
            return Uni.createFrom().item(Optional.of(ofSeal(block, description)));
        }
        var description =
                "block %d of the seal was altered, its transfers were not"
                        .formatted(block.number());
        return blocks.altered(tx, block)
                .map(found -> found.or(() -> Optional.of(ofSeal(block, description))));
    }

    private static Finding ofSeal(Block block, String description) {
        return new Finding(Finding.Check.SEAL, Optional.empty(), block.first(), "", description);
    }

    /**
     * The accounts, when all of the ledger has been seen.
     *
     * @param seen how many entries there were
     */
    Uni<List<Finding>> accounts(SqlConnection tx, long seen, long firsts) {
        return counted(tx, seen, firsts)
                .chain(or(() -> accounts.head(tx)))
                .chain(or(() -> accounts.held(tx)))
                .chain(or(() -> accounts.milestones(tx)))
                .chain(ofAccount ->
                        accounts.sum(tx)
                                .map(ofSum ->
                                        Stream.of(ofAccount, ofSum)
                                                .flatMap(Optional::stream)
                                                .toList()));
    }

    private Uni<Optional<Finding>> counted(SqlConnection tx, long seen, long firsts) {
        return accounts.totals(tx)
                .chain(told ->
                        told.legs() == seen && told.firsts() == firsts
                                ? Uni.createFrom().item(Optional.empty())
                                : accounts.miscounted(tx));
    }

    private static Function<Optional<Finding>, Uni<? extends Optional<Finding>>> or(
            Supplier<Uni<Optional<Finding>>> check) {
        return found -> found.isPresent() ? Uni.createFrom().item(found) : check.get();
    }
}
