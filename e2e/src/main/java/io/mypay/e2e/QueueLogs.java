package io.mypay.e2e;

import io.mypay.stack.Service;
import io.mypay.stack.Stack;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The queue_log of every service, read in its database: what is under way, and what is dead. */
public final class QueueLogs {

    private static final String UNDER_WAY =
            """
            SELECT direction || ' ' || consumer || ' ' || topic || ' ' || status || ': ' || count(*)
              FROM queue_log
             WHERE status IN ('PENDING', 'PROCESSING')
             GROUP BY direction, consumer, topic, status
            """;

    private static final String DEAD =
            """
            SELECT direction || ' ' || consumer || ' ' || topic || ' ' || message_id || ': ' || error
              FROM queue_log
             WHERE status = 'DEAD'
            """;

    private final Stack stack;

    public QueueLogs(Stack stack) {
        this.stack = stack;
    }

    /** Per service, direction and topic how many are neither done nor dead. */
    public List<String> underWay() {
        return all(UNDER_WAY);
    }

    public List<String> dead() {
        return all(DEAD);
    }

    private List<String> all(String query) {
        List<String> found = new ArrayList<>();
        for (Service service : Service.MYPAY) {
            texts(service, query).forEach(text -> found.add(service.name() + " " + text));
        }
        return found;
    }

    private List<String> texts(Service service, String query) {
        try (Connection connection =
                        DriverManager.getConnection(
                                stack.jdbcUrl(service.database()),
                                service.database(),
                                stack.databasePassword(service));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException("cannot read the queue_log of " + service.name(), e);
        }
    }
}
