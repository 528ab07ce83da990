package io.mypay.bank.fault;

import io.mypay.bank.http.Body;
import io.mypay.bank.language.DeclineReason;
import java.time.Duration;
import java.util.Set;

/** A fault on the wire, in both directions; a field left out is a fault not wanted. */
record FaultBody(
        long latencyMs,
        String declineReason,
        Integer httpStatus,
        boolean failAfterTransfer,
        boolean down,
        Integer remaining) {
    private static final Set<String> FIELDS =
            Set.of(
                    "latency_ms",
                    "decline_reason",
                    "http_status",
                    "fail_after_transfer",
                    "down",
                    "remaining");
    private static final long LATENCY_MS_MAX = 120_000;
    private static final long REMAINING_MAX = 1_000_000;

    static FaultBody of(Fault fault) {
        return new FaultBody(
                fault.latency().toMillis(),
                fault.declineReason().map(DeclineReason::value).orElse(null),
                fault.httpStatus().orElse(null),
                fault.failAfterTransfer(),
                fault.down(),
                fault.remaining().orElse(null));
    }

    static Fault read(String json) {
        Body body = Body.parse(json, FIELDS);
        return new Fault(
                Duration.ofMillis(body.optionalInteger("latency_ms", 0, LATENCY_MS_MAX).orElse(0L)),
                body.optionalText("decline_reason", DeclineReason::new),
                body.optionalInteger("http_status", 400, 599).map(Long::intValue),
                body.flag("fail_after_transfer"),
                body.flag("down"),
                body.optionalInteger("remaining", 1, REMAINING_MAX).map(Long::intValue));
    }
}
