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
 */
public record Service(String name, String module, String database, int heapMebibytes) {
    /** The outside world, as far as MyPay sees it. */
    public static final Service BANK =
            new Service("bank-simulator", "bank-simulator", "bank_simulator", 64);

    public static final List<Service> MYPAY =
            Stream.of("membership", "banking", "money", "remittance", "payment", "settlement")
                    .map(Service::mypay)
                    .toList();

    public static final List<Service> ALL = Stream.concat(Stream.of(BANK), MYPAY.stream()).toList();

    private static Service mypay(String name) {
        return new Service(name, name + "-svc", name, 96);
    }
}
