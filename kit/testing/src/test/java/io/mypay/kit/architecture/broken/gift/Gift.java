package io.mypay.kit.architecture.broken.gift;

import io.smallrye.mutiny.Uni;
import java.time.Instant;

/** Language that knows a framework, counts in floating point and looks at the clock. */
public record Gift(Uni<String> giver, double amount) {
    Instant givenAt() {
        return Instant.now();
    }
}
