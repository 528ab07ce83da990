package io.mypay.stack;

import java.util.List;
import java.util.stream.Stream;

/**
 * One application of the stack.
 *
 * @param name its process and its log
 * @param module the Maven module that builds it
 * @param database its database and its owner's role
 * @param heapMebibytes small, because all of them share one machine
 * @param consumes whether it reads from Kafka: then it must not start before the topics are there
 */
public record Service(
        String name, String module, String database, int heapMebibytes, boolean consumes) {
    /** The outside world, as far as MyPay sees it. */
    public static final Service BANK =
            new Service("bank-simulator", "bank-simulator", "bank_simulator", 64, false);

    public static final List<Service> MYPAY =
            List.of(
                    mypay("membership", false),
                    mypay("banking", true),
                    mypay("money", true),
                    mypay("remittance", true),
                    mypay("payment", true),
                    mypay("settlement", true));

    public static final List<Service> ALL = Stream.concat(Stream.of(BANK), MYPAY.stream()).toList();

    /** One of those that make up MyPay: money, membership … */
    public static Service named(String name) {
        return MYPAY.stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no service " + name));
    }

    public static boolean isMyPay(String name) {
        return MYPAY.stream().anyMatch(service -> service.name().equals(name));
    }

    private static Service mypay(String name, boolean consumes) {
        return new Service(name, name + "-svc", name, 96, consumes);
    }
}
