package io.mypay.e2e;

import io.mypay.stack.Service;
import io.mypay.stack.Stack;
import io.mypay.stack.StackState;
import io.mypay.stack.StackState.ProcessState;
import java.util.HashMap;
import java.util.Map;

/** Where to find the processes of a stack, whether this JVM started it or another one. */
public final class RunningStack {

    /** Who calls from outside, as links name it. */
    public static final String CALLERS = "callers";

    private static final String BANK = "bank-simulator";
    private static final String[] NAMES = {
        "membership", "banking", "money", "remittance", "payment", "settlement", "bank-simulator"
    };

    private RunningStack() {}

    public static Endpoints endpoints(Stack stack) {
        Map<String, Integer> ports = new HashMap<>();
        for (String name : NAMES) {
            ports.put(name, stack.port(name));
        }
        ports.put(Endpoints.COMMANDS, stack.way("banking", BANK));
        return new Endpoints(ports);
    }

    /**
     * The ways of callers outside, which lead to all processes of each service; of a stack over
     * relays. The bank's counter is reached past the network, so that faults can be ordered and
     * taken back while the network is broken.
     */
    public static Endpoints entrances(Stack stack) {
        Map<String, Integer> ports = new HashMap<>(endpoints(stack).ports());
        ports.replaceAll((name, port) -> Service.isMyPay(name) ? stack.way(CALLERS, name) : port);
        return new Endpoints(ports);
    }

    public static Endpoints endpoints(StackState state) {
        Map<String, Integer> ports = new HashMap<>();
        for (ProcessState process : state.processes()) {
            ports.put(process.name(), process.port());
        }
        return new Endpoints(ports);
    }
}
