package io.mypay.kit.grpc;

import io.grpc.Metadata;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the answer of a call carries besides its message; can be added to until the call closes. */
public final class Trailers {
    private final Map<String, String> entries = new ConcurrentHashMap<>();

    Trailers() {}

    /** Of the running call; outside of a call they go nowhere. */
    public static Trailers current() {
        return RunningCall.current().map(RunningCall::trailers).orElseGet(Trailers::new);
    }

    /** The key is lower-case, such as {@code idempotency-replayed}; the value is ASCII. */
    public void put(String key, String value) {
        entries.put(key, value);
    }

    void copyTo(Metadata metadata) {
        entries.forEach((key, value) -> metadata.put(key(key), value));
    }

    static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }
}
