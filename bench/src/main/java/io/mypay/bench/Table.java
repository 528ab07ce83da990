package io.mypay.bench;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rows under a head; the first and the last column are text, figures between them lie right. */
record Table(List<String> head, List<List<String>> rows) {
    Table {
        head = List.copyOf(head);
        rows = List.copyOf(rows);
    }

    void appendText(StringBuilder to) {
        int[] widths = widths();
        Stream.concat(Stream.of(head), rows.stream())
                .forEach(row -> {
                    StringBuilder line = new StringBuilder();
                    for (int i = 0; i < row.size(); i++) {
                        String padding = " ".repeat(widths[i] - row.get(i).length());
                        line.append("  ");
                        line.append(isText(i) ? row.get(i) + padding : padding + row.get(i));
                    }
                    to.append(line.toString().stripTrailing()).append('\n');
                });
    }

    private boolean isText(int column) {
        return column == 0 || column == head.size() - 1;
    }

    private int[] widths() {
        return IntStream.range(0, head.size())
                .map(column ->
                        Stream.concat(Stream.of(head), rows.stream())
                                .mapToInt(row -> row.get(column).length())
                                .max()
                                .orElse(0))
                .toArray();
    }

    void appendMarkdown(StringBuilder to) {
        appendMarkdown(to, head);
        to.append("|---|").append("--:|".repeat(head.size() - 2)).append("---|\n");
        rows.forEach(row -> appendMarkdown(to, row));
    }

    private static void appendMarkdown(StringBuilder to, List<String> row) {
        to.append("| ").append(String.join(" | ", row)).append(" |\n");
    }
}
