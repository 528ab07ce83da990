package io.mypay.money.ledger.proof;

import io.mypay.money.ledger.TransferId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Checks transfers against the blocks they were sealed in. */
@ApplicationScoped
public class BlockStore {
    // One pass over the transfers of many blocks: which block each is in is a search in an array.
    private static final String CONTENTS =
            """
            SELECT content.place, content.first, content.transfers,
                   encode(sha256(decode(($4::text[])[content.place], 'hex') || content.digests), 'hex') AS hash
              FROM (SELECT width_bucket(t.sequence, $3::bigint[]) AS place,
                           min(t.sequence) AS first,
                           count(*)::int AS transfers,
                           string_agg(transfer_digest(t), ''::bytea ORDER BY t.sequence) AS digests
                      FROM transfer AS t
                     WHERE t.sequence > $1
                       AND t.sequence <= $2
                     GROUP BY place) AS content
            """;

    /** By the place of the block in the list, from 1; none where a block has no transfers. */
    Uni<Map<Integer, Block.Content>> contents(SqlConnection tx, List<Block> blocks) {
        var begins = blocks.stream().map(block -> beginOf(block)).toArray(Long[]::new);
        var previous = blocks.stream().map(Block::previous).toArray(String[]::new);
        var values = Tuple.of(blocks.getFirst().after(), blocks.getLast().last(), begins, previous);
        return tx.preparedQuery(CONTENTS)
                .execute(values)
                .map(rows -> {
                    var contents = new HashMap<Integer, Block.Content>();
                    rows.forEach(row -> contents.put(row.getInteger("place"), content(row)));
                    return contents;
                });
    }

    private static long beginOf(Block block) {
        return block.after() == Long.MIN_VALUE ? Long.MIN_VALUE : block.after() + 1;
    }

    private static Block.Content content(Row row) {
        return new Block.Content(
                row.getLong("first"), row.getInteger("transfers"), row.getString("hash"));
    }

    // The marks say of each transfer, by the low half of its sequence, how its digest began. The
    // high half follows from the block, whose sequences lie within one range of that size.
    private static final String ALTERED =
            """
            WITH mark AS (
                SELECT substring(s.marks FROM 8 * place + 1 FOR 4) AS low,
                       substring(s.marks FROM 8 * place + 5 FOR 4) AS digest,
                       ('x' || encode(substring(s.marks FROM 8 * place + 1 FOR 4), 'hex'))::bit(32)::bigint
                           AS number
                  FROM seal AS s
                 CROSS JOIN generate_series(0, s.transfers - 1) AS place
                 WHERE s.block = $1
            ), present AS (
                SELECT t.transfer_id, t.sequence, substring(int8send(t.sequence) FROM 5) AS low,
                       substring(transfer_digest(t) FROM 1 FOR 4) AS digest
                  FROM transfer AS t
                 WHERE t.sequence > $2
                   AND t.sequence <= $3
            )
            SELECT transfer_id,
                   coalesce(sequence, $4::bigint + (mark.number - ($4::bigint & 4294967295) + 4294967296) % 4294967296)
                       AS sequence,
                   CASE WHEN present.low IS NULL THEN 'MISSING'
                        WHEN mark.low IS NULL THEN 'ADDED' ELSE 'ALTERED' END AS wrong
              FROM mark
              FULL JOIN present ON present.low = mark.low
             WHERE present.digest IS DISTINCT FROM mark.digest
             ORDER BY 2
             LIMIT 1
            """;

    /** Which transfer of a block is not what was sealed; empty where it is the seal itself. */
    Uni<Optional<Finding>> altered(SqlConnection tx, Block block) {
        return tx.preparedQuery(ALTERED)
                .execute(Tuple.of(block.number(), block.after(), block.last(), block.first()))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(row -> finding(row, block))
                                .findFirst());
    }

    private static Finding finding(Row row, Block block) {
        return new Finding(
                Finding.Check.SEAL,
                Optional.ofNullable(row.getUUID("transfer_id")).map(TransferId::new),
                row.getLong("sequence"),
                "",
                description(row.getString("wrong"), block));
    }

    private static String description(String wrong, Block block) {
        var what =
                switch (wrong) {
                    case "MISSING" -> "was sealed here and is not in the ledger any more";
                    case "ADDED" -> "is in the ledger now and was not when it was sealed";
                    case "ALTERED" -> "is not what it was when it was sealed";
                    default -> throw new IllegalStateException("no such mistake: " + wrong);
                };
        return what + " (block " + block.number() + ")";
    }
}
