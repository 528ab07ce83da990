package io.mypay.banking;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Looks into the service's tables, and sets the scene that a crash would leave. */
@ApplicationScoped
public class Rows {
    private final DataSource source;

    Rows(DataSource source) {
        this.source = source;
    }

    public long count(String sql, Object... values) {
        return Long.parseLong(texts(sql, values).getFirst());
    }

    /** The first column of each row, as text. */
    public List<String> texts(String sql, Object... values) {
        try (var connection = source.getConnection();
                var statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            var found = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(String.valueOf(rows.getString(1)));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    public int change(String sql, Object... values) {
        try (var connection = source.getConnection();
                var statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** How many events of a type went out about an origin. */
    public long events(Class<?> type, String originId) {
        return count(
                "SELECT count(*) FROM queue_log WHERE direction = 'OUT' AND key = ? AND type = ?",
                originId,
                "mypay.banking.v1." + type.getSimpleName());
    }

    /** Won committed to a bank, on whatever date. */
    public long committed(String bankCode) {
        return count(
                "SELECT coalesce(sum(committed), 0) FROM bank_day WHERE bank_code = ?", bankCode);
    }

    public long firmbankingsOf(UUID membership) {
        return count("SELECT count(*) FROM firmbanking WHERE membership_id = ?", membership);
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}
