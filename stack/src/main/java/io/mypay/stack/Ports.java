package io.mypay.stack;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which port each process of a stack listens on. */
@FunctionalInterface
public interface Ports {
    int DEFAULT_BASE = 9100;

    /** More would take PostgreSQL's. */
    Pattern ANOTHER = Pattern.compile("(?<service>.+)-(?<number>[23])");

    int of(String process);

    /**
     * The well-known ports: base + 1 for membership, + 2 for banking and so on; ten more for a
     * second instance, twenty for a third.
     */
    static Ports from(int base) {
        return process -> {
            Matcher another = ANOTHER.matcher(process);
            return another.matches()
                    ? base
                            + OFFSETS.get(another.group("service"))
                            + 10 * (Integer.parseInt(another.group("number")) - 1)
                    : base + OFFSETS.get(process);
        };
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
