package io.mypay.simulation.world;

/** A process dies here and now. */
final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Host host;

    Crash(Host host) {
        super(host.toString(), null, false, false);
        this.host = host;
    }

    Host host() {
        return host;
    }
}
