package io.mypay.kit.operation;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Which messages a list holds; what is empty does not restrict. */
public record MessageFilter(
        Optional<UUID> messageId,
        Optional<Direction> direction,
        Optional<String> topic,
        Optional<String> key,
        Optional<Status> status,
        Optional<Instant> createdBefore,
        Optional<Instant> createdAfter) {}
