package io.mypay.kit.operation;

import java.util.Optional;
import java.util.UUID;

/** How staff names a message: by its id, and by more where several rows have that id. */
public record MessageName(
        UUID messageId, Optional<Direction> direction, Optional<String> consumer) {}
