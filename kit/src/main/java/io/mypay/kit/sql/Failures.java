package io.mypay.kit.sql;

import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/**
 * What went wrong in PostgreSQL, in the words the rest of the code knows. Walks the causes, because
 * Hibernate wraps what the driver says.
 */
public final class Failures {
    private static final String UNIQUE_VIOLATION = "23505";

    /**
     * Java's texts are valid, so it can only be the one character that PostgreSQL has no place for.
     */
    private static final String CHARACTER_NOT_STORABLE = "22021";

    private static final Set<String> WORTH_ANOTHER_TRY = Set.of("40001", "40P01");

    /**
     * 57P0x is a server that shuts down or starts, 25006 one that became a replica, 55P03 a lock
     * not got in time, 57014 and 25P03 a server too slow for a statement or a transaction.
     */
    private static final Set<String> NOT_NOW =
            Set.of("57P01", "57P02", "57P03", "25006", "55P03", "57014", "25P03");

    /** Class 08 is a broken connection, 53 a server out of connections, memory or disk. */
    private static final Set<String> NOT_NOW_CLASSES = Set.of("08", "53");

    private Failures() {}

    /** Refused(StorageUnavailable or InvalidField), UniqueViolation, or the throwable itself. */
    public static Throwable translate(Throwable failure) {
        if (failure instanceof Refused) {
            return failure;
        }
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgException pg) {
                return translate(pg.getSqlState(), pg.getConstraint(), failure);
            }
            if (isLostConnection(cause)) {
                return unavailable(failure);
            }
        }
        return failure;
    }

    /**
     * As {@link #translate(Throwable)}, where only PostgreSQL's code and constraint are left of it.
     */
    public static Throwable translate(String sqlState, String constraint, Throwable whole) {
        var state = sqlState == null ? "" : sqlState;
        if (state.equals(UNIQUE_VIOLATION)) {
            return new UniqueViolation(constraint, whole);
        }
        if (state.equals(CHARACTER_NOT_STORABLE)) {
            return new Refused(new Common.InvalidField("text", "must not contain U+0000"));
        }
        return isNotNow(state) ? unavailable(whole) : whole;
    }

    private static boolean isNotNow(String state) {
        return NOT_NOW.contains(state)
                || NOT_NOW_CLASSES.stream().anyMatch(prefix -> state.startsWith(prefix));
    }

    /** Serialization failures and deadlocks: PostgreSQL asks for the same work once more. */
    public static boolean isWorthAnotherTry(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgException pg && WORTH_ANOTHER_TRY.contains(pg.getSqlState())) {
                return true;
            }
        }
        return false;
    }

    public static boolean isUnavailable(Throwable failure) {
        return translate(failure) instanceof Refused refused
                && refused.refusal() instanceof Common.StorageUnavailable;
    }

    private static boolean isLostConnection(Throwable cause) {
        return switch (cause) {
            case SocketException _, UnknownHostException _, ClosedChannelException _ -> true;
            case ClosedConnectionException _, TimeoutException _ -> true;
            case ConnectionPoolTooBusyException _ -> true;
            // The pool says it in one way to who takes a connection, in another to who queries it,
            // and
            // a connection that was lost meanwhile in a third.
            case NoStackTraceThrowable vertx -> isOfConnection(vertx.getMessage());
            case VertxException vertx -> isOfConnection(vertx.getMessage());
            // Other kinds of IOException are about content, such as a message that is no protobuf.
            case IOException io -> io.getClass() == IOException.class || isNetty(io);
            default -> false;
        };
    }

    private static boolean isNetty(IOException io) {
        return io.getClass().getPackageName().startsWith("io.netty");
    }

    private static boolean isOfConnection(String message) {
        return message != null
                && (message.contains("Timeout")
                        || message.contains("closed")
                        || message.contains("Connection is not active"));
    }

    private static Throwable unavailable(Throwable cause) {
        var refused = new Refused(new Common.StorageUnavailable());
        refused.addSuppressed(cause);
        return refused;
    }
}
