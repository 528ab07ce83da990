package io.mypay.e2e;

import java.util.Map;

/** Where the processes of a stack listen on this machine, by name: "money", "bank-simulator" … */
public record Endpoints(Map<String, Integer> ports) {

    public static final String HOST = "localhost";

    /** Where banking sends a bank's commands, if that is not the bank's own port. */
    static final String COMMANDS = "bank-commands";

    public Endpoints {
        ports = Map.copyOf(ports);
    }

    int commandPort() {
        return ports.getOrDefault(COMMANDS, port("bank-simulator"));
    }

    public int port(String process) {
        Integer port = ports.get(process);
        if (port == null) {
            throw new IllegalArgumentException("no process named " + process + " in " + ports);
        }
        return port;
    }
}
