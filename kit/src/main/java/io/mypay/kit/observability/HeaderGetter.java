package io.mypay.kit.observability;

import io.grpc.Metadata;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Reads a trace's headers. The keys are few, and dear to make. */
enum HeaderGetter implements TextMapGetter<Metadata> {
    INSTANCE;

    private static final Map<String, Metadata.Key<String>> KEYS = new ConcurrentHashMap<>();

    @Override
    public Iterable<String> keys(Metadata headers) {
        return headers.keys();
    }

    @Override
    public String get(Metadata headers, String name) {
        return headers.get(KEYS.computeIfAbsent(name, HeaderGetter::key));
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }
}
