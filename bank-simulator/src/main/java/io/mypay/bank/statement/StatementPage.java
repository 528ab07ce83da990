package io.mypay.bank.statement;

import java.time.Instant;
import java.util.List;

/** One page of an account's day; the last one has no next token. */
record StatementPage(List<Line> entries, String nextPageToken) {

    record Line(
            String entryId,
            String transferId,
            String idempotencyKey,
            String accountNumber,
            Entry.Direction direction,
            Entry.Kind kind,
            long amount,
            long balanceAfter,
            Instant at) {
        static Line of(StatementLine line) {
            Entry entry = line.entry();
            return new Line(
                    Long.toString(line.number()),
                    entry.transfer().toString(),
                    line.key().toString(),
                    entry.account().number().value(),
                    entry.direction(),
                    entry.kind(),
                    entry.amount().value(),
                    entry.balanceAfter().value(),
                    entry.at());
        }
    }
}
