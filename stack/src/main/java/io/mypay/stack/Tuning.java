package io.mypay.stack;

import java.util.List;
import java.util.Map;

/**
 * How a process runs that is not to be as small as it goes.
 *
 * @param jvm replaces the small heap, the serial collector and the quick compiler
 * @param environment comes on top of what the stack tells the service
 */
public record Tuning(List<String> jvm, Map<String, String> environment) {
    public Tuning {
        jvm = List.copyOf(jvm);
        environment = Map.copyOf(environment);
    }

    static Tuning small(Service service) {
        return new Tuning(
                List.of(
                        "-Xmx" + service.heapMebibytes() + "m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1"),
                Map.of());
    }
}
