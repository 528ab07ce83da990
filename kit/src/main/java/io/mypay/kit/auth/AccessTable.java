package io.mypay.kit.auth;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who may call what: one bean per service ({@code @Produces @Singleton}), one row per RPC by its
 * full name, such as {@code mypay.money.v1.MoneyService/RequestRecharge}. A service with an RPC
 * without a row does not start. What every service serves has its rows here.
 */
public record AccessTable(Map<String, Access> rows) {
    private static final String QUEUE_LOG = "mypay.operation.v1.QueueLogService/";

    /** What kit serves in every service, and so says once. */
    private static final Map<String, Access> EVERYWHERE =
            Map.of(
                    QUEUE_LOG + "ListMessages", Access.roles(Role.STAFF),
                    QUEUE_LOG + "GetMessage", Access.roles(Role.STAFF),
                    QUEUE_LOG + "ReplayMessage", Access.roles(Role.STAFF),
                    QUEUE_LOG + "ReplayDeadLetters", Access.roles(Role.STAFF),
                    QUEUE_LOG + "DismissMessage", Access.roles(Role.STAFF));

    public AccessTable {
        rows = Map.copyOf(rows);
    }

    public Access of(String fullMethodName) {
        var access = rows.getOrDefault(fullMethodName, EVERYWHERE.get(fullMethodName));
        if (access == null) {
            throw new IllegalStateException("no access row for " + fullMethodName);
        }
        return access;
    }

    /**
     * Refuses a table that lacks a row for a served RPC, or has one for an RPC that is not served.
     */
    public void mustMatch(Set<String> served) {
        var missing = new TreeSet<>(served);
        missing.removeAll(rows.keySet());
        missing.removeAll(EVERYWHERE.keySet());
        var idle = new TreeSet<>(rows.keySet());
        idle.removeAll(served);
        if (!missing.isEmpty() || !idle.isEmpty()) {
            throw new IllegalStateException(
                    "access table: rows missing for " + missing + ", not served " + idle);
        }
    }
}
