package io.mypay.kit.operation;

import java.time.Instant;
import java.util.Optional;

/**
 * Which dead letters of a topic.
 *
 * @param consumer whose; of all and produced ones as well, when empty
 */
public record DeadLetters(
        String topic,
        Optional<String> consumer,
        Optional<Instant> createdFrom,
        Optional<Instant> createdBefore) {}
