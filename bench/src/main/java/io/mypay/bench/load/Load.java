package io.mypay.bench.load;

import java.time.Duration;
import java.util.List;

/**
 * How hard to call.
 *
 * @param ports the servers on this machine, each taking its share of the calls
 * @param connections to each server
 * @param outstanding calls in flight in all
 */
public record Load(
        List<Integer> ports, int connections, int outstanding, Duration ramp, Duration length) {
    public Load {
        ports = List.copyOf(ports);
        if (outstanding < 1 || connections < 1) {
            throw new IllegalArgumentException("at least one call on one connection");
        }
    }
}
