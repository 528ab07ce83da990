package io.mypay.stack;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which port each process of a stack listens on. */
@FunctionalInterface
public interface Ports {
    int DEFAULT_BASE = 9100;

    int of(String process);

    /** The well-known ports: base + 1 for membership, + 2 for banking and so on. */
    static Ports from(int base) {
        return process -> base + OFFSETS.get(process);
    }

    /** Ports nobody uses, drawn when first asked for. */
    static Ports free() {
        Map<String, Integer> drawn = new ConcurrentHashMap<>();
        return process -> drawn.computeIfAbsent(process, _ -> FreePorts.next());
    }

    Map<String, Integer> OFFSETS =
            Map.of(
                    "membership", 1,
                    "banking", 2,
                    "money", 3,
                    "remittance", 4,
                    "payment", 5,
                    "settlement", 6,
                    "postgres", 32,
                    "bank-simulator", 90,
                    "kafka", 92,
                    "kafka-controller", 93);
}
