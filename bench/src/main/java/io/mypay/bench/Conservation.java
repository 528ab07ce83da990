package io.mypay.bench;

import io.mypay.bench.baseline.Baseline;
import io.mypay.bench.transfers.Book;
import io.mypay.bench.transfers.Check;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** That nothing was lost or made while everybody was in a hurry. */
record Conservation(Bed bed, Book book, Baseline.Place baseline) {
    private static final int SHOWN = 5;

    /** What was found to hold, in one sentence; throws if something does not. */
    String require() throws SQLException {
        Check check = new Check(book, bed.calls().ledger());
        List<String> wrong = new ArrayList<>(check.differences());
        wrong.addAll(check.findings());
        long posted = bed.tables().posted();
        if (posted != book.posted()) {
            wrong.add(posted + " transfers are there, acknowledged were " + book.posted());
        }
        if (!Baseline.isConserved(baseline)) {
            wrong.add("the baseline's books do not balance");
        }
        if (!wrong.isEmpty()) {
            throw new IllegalStateException(
                    "%d differences, the first ones: %s"
                            .formatted(
                                    wrong.size(), wrong.subList(0, Math.min(SHOWN, wrong.size()))));
        }
        return "conserved: %,d transfers acknowledged, found and verified; %,d balances as expected; sum 0"
                .formatted(posted, book.names().size());
    }
}
