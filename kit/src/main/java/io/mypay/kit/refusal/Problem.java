package io.mypay.kit.refusal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a caller is told about a refusal. {@code reason} is for programs (UPPER_SNAKE, an enum value
 * of the service's proto), {@code message} for developers, {@code korean} for people; none of them
 * holds personal data.
 */
public record Problem(
        Kind kind,
        String reason,
        String message,
        Map<String, String> metadata,
        List<Violation> violations,
        Optional<Duration> retryAfter,
        Optional<String> korean) {

    /** The gRPC codes a refusal can have, by their names. */
    public enum Kind {
        INVALID_ARGUMENT,
        NOT_FOUND,
        ALREADY_EXISTS,
        FAILED_PRECONDITION,
        PERMISSION_DENIED,
        UNAUTHENTICATED,
        ABORTED,
        RESOURCE_EXHAUSTED,
        UNAVAILABLE,
        DEADLINE_EXCEEDED
    }

    /** What is wrong with one field, named by its path, such as {@code to.bank_code}. */
    public record Violation(String field, String description) {}

    public Problem {
        // Not Map.copyOf, which forgets the order.
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        violations = List.copyOf(violations);
    }

    public static Problem invalidArgument(String reason, String message) {
        return of(Kind.INVALID_ARGUMENT, reason, message);
    }

    public static Problem notFound(String reason, String message) {
        return of(Kind.NOT_FOUND, reason, message);
    }

    public static Problem alreadyExists(String reason, String message) {
        return of(Kind.ALREADY_EXISTS, reason, message);
    }

    public static Problem failedPrecondition(String reason, String message) {
        return of(Kind.FAILED_PRECONDITION, reason, message);
    }

    public static Problem permissionDenied(String reason, String message) {
        return of(Kind.PERMISSION_DENIED, reason, message);
    }

    public static Problem unauthenticated(String reason, String message) {
        return of(Kind.UNAUTHENTICATED, reason, message);
    }

    public static Problem aborted(String reason, String message) {
        return of(Kind.ABORTED, reason, message);
    }

    public static Problem resourceExhausted(String reason, String message) {
        return of(Kind.RESOURCE_EXHAUSTED, reason, message);
    }

    public static Problem unavailable(String reason, String message) {
        return of(Kind.UNAVAILABLE, reason, message);
    }

    public static Problem deadlineExceeded(String reason, String message) {
        return of(Kind.DEADLINE_EXCEEDED, reason, message);
    }

    public static Problem of(Kind kind, String reason, String message) {
        return new Problem(
                kind, reason, message, Map.of(), List.of(), Optional.empty(), Optional.empty());
    }

    /** Adds a fact a program can act on; {@code key} is lower_snake_case. */
    public Problem with(String key, Object value) {
        var facts = new LinkedHashMap<>(metadata);
        facts.put(key, String.valueOf(value));
        return new Problem(kind, reason, message, facts, violations, retryAfter, korean);
    }

    public Problem violation(String field, String description) {
        var all = new ArrayList<>(violations);
        all.add(new Violation(field, description));
        return new Problem(kind, reason, message, metadata, all, retryAfter, korean);
    }

    public Problem retryAfter(Duration delay) {
        return new Problem(kind, reason, message, metadata, violations, Optional.of(delay), korean);
    }

    public Problem korean(String text) {
        return new Problem(
                kind, reason, message, metadata, violations, retryAfter, Optional.of(text));
    }
}
