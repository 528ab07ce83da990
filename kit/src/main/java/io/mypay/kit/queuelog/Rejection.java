package io.mypay.kit.queuelog;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedForMessageFormatException;

/**
 * A definite no of Kafka to one message: too large, no such topic, not to be written. Everything
 * else is about Kafka or about us, from a broker that is down to credentials that have expired;
 * then every message would fail, and each waits until somebody has mended that.
 */
final class Rejection {
    private Rejection() {}

    static boolean isBehind(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (isOne(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOne(Throwable cause) {
        return switch (cause) {
            case RecordTooLargeException _, SerializationException _ -> true;
            // The cause of a timeout, when the broker answered that it has no such topic.
            case UnknownTopicOrPartitionException _ -> true;
            // Not their common parent, which credentials that are refused have too.
            case InvalidTopicException _, InvalidRecordException _ -> true;
            case RecordBatchTooLargeException _, UnsupportedForMessageFormatException _ -> true;
            case InvalidTimestampException _, PolicyViolationException _ -> true;
            default -> false;
        };
    }
}
