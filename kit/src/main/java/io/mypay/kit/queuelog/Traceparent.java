package io.mypay.kit.queuelog;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;

/**
 * The trace an event belongs to, in W3C's words, so that it goes on when the relay publishes it.
 */
public final class Traceparent {
    private static final int PARTS = 4;

    private Traceparent() {}

    /** Empty outside of a trace. */
    public static String current() {
        var span = Span.current().getSpanContext();
        return span.isValid()
                ? "00-%s-%s-%s"
                        .formatted(
                                span.getTraceId(), span.getSpanId(), span.getTraceFlags().asHex())
                : "";
    }

    static Context context(String traceparent) {
        var parts = traceparent.split("-", PARTS);
        if (parts.length < PARTS) {
            return Context.root();
        }
        var parent =
                SpanContext.createFromRemoteParent(
                        parts[1],
                        parts[2],
                        TraceFlags.fromHex(parts[3], 0),
                        TraceState.getDefault());
        return Context.root().with(Span.wrap(parent));
    }

    static String traceId(String traceparent) {
        var parts = traceparent.split("-", PARTS);
        return parts.length < PARTS ? "" : parts[1];
    }
}
