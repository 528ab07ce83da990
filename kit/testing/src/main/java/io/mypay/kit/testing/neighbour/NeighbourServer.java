package io.mypay.kit.testing.neighbour;

import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Fakes behind one free port. */
public final class NeighbourServer {
    private final Server server;

    private NeighbourServer(Server server) {
        this.server = server;
    }

    public static NeighbourServer of(ServerServiceDefinition... fakes) {
        try {
            return new NeighbourServer(
                    NettyServerBuilder.forPort(0).addServices(List.of(fakes)).build().start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As configuration wants it. */
    public String port() {
        return String.valueOf(server.getPort());
    }

    public void stop() {
        server.shutdownNow();
    }
}
