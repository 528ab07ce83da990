package io.mypay.kit.testing;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Looks into a service's tables, and sets the scene that a crash or many days would leave. SQL that
 * fails, or finds no row where one is read, fails the test.
 */
public class TableRows {
    private final DataSource source;

    protected TableRows(DataSource source) {
        this.source = source;
    }

    /** The number in the first column of the first row; an SQL NULL is zero. */
    public long count(String sql, Object... values) {
        return first(sql, column(sql, rows -> rows.getLong(1), values));
    }

    /** The first column of the first row, as text. */
    public String text(String sql, Object... values) {
        return first(sql, texts(sql, values));
    }

    /** The first column of each row, as text. */
    public List<String> texts(String sql, Object... values) {
        return column(sql, rows -> String.valueOf(rows.getString(1)), values);
    }

    /** How many rows it changed. */
    public int change(String sql, Object... values) {
        try (var connection = source.getConnection();
                var statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    private <T> List<T> column(String sql, Reading<T> reading, Object... values) {
        try (var connection = source.getConnection();
                var statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            var found = new ArrayList<T>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(reading.of(rows));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    private static <T> T first(String sql, List<T> found) {
        return found.stream()
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row from " + sql));
    }

    private interface Reading<T> {
        T of(ResultSet rows) throws SQLException;
    }
}
