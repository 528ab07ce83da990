package io.mypay.money.member;

import io.mypay.money.ledger.Entry;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A statement as CSV: RFC 4180, one line per change. */
final class StatementFile {
    static final ZoneId ZONE = ZoneId.of("Asia/Seoul");

    /** To the microsecond, as the ledger keeps it; the same width in each line. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSXXX").withZone(ZONE);

    private static final String LINE_END = "\r\n";

    /** What a spreadsheet takes for the beginning of a formula. */
    private static final String FORMULA = "=+-@\t\r";

    private static final String HEADER =
            line(
                    "post_time",
                    "transfer_id",
                    "code",
                    "reference",
                    "counterparty",
                    "amount",
                    "currency",
                    "balance_after");

    private StatementFile() {}

    static String header() {
        return HEADER;
    }

    static String lines(List<Entry> entries) {
        return entries.stream().map(StatementFile::line).collect(Collectors.joining());
    }

    private static String line(Entry entry) {
        return line(
                TIME.format(entry.at()),
                entry.id().toString(),
                entry.purpose().code().name(),
                text(entry.purpose().reference()),
                text(entry.counterparty().value()),
                Long.toString(entry.amount().minorUnits()),
                entry.amount().currency().getCurrencyCode(),
                Long.toString(entry.balanceAfter().minorUnits()));
    }

    private static String line(String... cells) {
        return Stream.of(cells).collect(Collectors.joining(",", "", LINE_END));
    }

    // Others have chosen this text: it shall stay one in whatever program opens the file.
    private static String text(String value) {
        var isFormula = !value.isEmpty() && FORMULA.indexOf(value.charAt(0)) >= 0;
        var plain = isFormula ? "'" + value : value;
        var isQuoted = plain.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return isQuoted ? '"' + plain.replace("\"", "\"\"") + '"' : plain;
    }
}
