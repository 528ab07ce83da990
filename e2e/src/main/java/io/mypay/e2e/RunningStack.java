package io.mypay.e2e;

import io.mypay.stack.Stack;
import io.mypay.stack.StackState;
import io.mypay.stack.StackState.ProcessState;
import java.util.HashMap;
import java.util.Map;

/** Where to find the processes of a stack, whether this JVM started it or another one. */
public final class RunningStack {

    private static final String[] NAMES = {
        "membership", "banking", "money", "remittance", "payment", "settlement", "bank-simulator"
    };

    private RunningStack() {}

    public static Endpoints endpoints(Stack stack) {
        Map<String, Integer> ports = new HashMap<>();
        for (String name : NAMES) {
            ports.put(name, stack.port(name));
        }
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
