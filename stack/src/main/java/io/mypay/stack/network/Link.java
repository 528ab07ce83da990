package io.mypay.stack.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The way from one process to another: a port that passes on what it is sent, and can be broken.
 * Where several processes do the same work it connects to one after the other, and to the next when
 * one does not listen, as a Kubernetes service does. Open → cut or held → open.
 */
public final class Link implements AutoCloseable {
    private static final int CONNECT_MILLIS_MAX = 1_000;
    private static final int BACKLOG = 128;

    private final String name;
    private final Supplier<List<Integer>> targets;
    private final ServerSocket entrance;
    private final AtomicInteger turn = new AtomicInteger();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Set<Direction> held = EnumSet.noneOf(Direction.class);
    private boolean cut;

    /**
     * @param name for people, such as "money → postgres"
     * @param targets the ports on this machine where somebody may listen; asked for each connection
     */
    Link(String name, Supplier<List<Integer>> targets) {
        this.name = name;
        this.targets = targets;
        this.entrance = listening();
        Thread.ofVirtual().name(name).start(this::accept);
    }

    private static ServerSocket listening() {
        try {
            return new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("no port for a relay", e);
        }
    }

    public String name() {
        return name;
    }

    public int port() {
        return entrance.getLocalPort();
    }

    /** Breaks every connection, and lets nobody connect until healed. */
    public void cut() {
        synchronized (this) {
            cut = true;
            notifyAll();
        }
        connections.forEach(Connection::close);
    }

    /**
     * What is sent in this direction stays on the way until healed; no connection breaks. That is
     * what a network does which loses packets for a while.
     */
    public synchronized void hold(Direction direction) {
        held.add(direction);
    }

    /** Everything passes again; what was held arrives now. */
    public synchronized void heal() {
        cut = false;
        held.clear();
        notifyAll();
    }

    /** Returns when this direction is not held, or not any more. */
    synchronized void awaitOpen(Direction direction) throws InterruptedException {
        while (!cut && held.contains(direction)) {
            wait();
        }
    }

    private synchronized boolean isCut() {
        return cut;
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket caller = entrance.accept();
                Thread.ofVirtual().name(name).start(() -> connect(caller));
            } catch (IOException _) {
                // The entrance was closed, or the caller left before it was let in.
            }
        }
    }

    private void connect(Socket caller) {
        Optional<Socket> callee = isCut() ? Optional.empty() : callee();
        if (callee.isEmpty()) {
            Connection.refuse(caller);
            return;
        }
        Connection connection = new Connection(this, caller, callee.get(), connections::remove);
        connections.add(connection);
        connection.start();
        // A cut that came between the look above and here has not seen this connection.
        if (isCut()) {
            connection.close();
        }
    }

    private Optional<Socket> callee() {
        List<Integer> ports = targets.get();
        int first = turn.getAndIncrement();
        for (int i = 0; i < ports.size(); i++) {
            Optional<Socket> one = connected(ports.get(Math.floorMod(first + i, ports.size())));
            if (one.isPresent()) {
                return one;
            }
        }
        return Optional.empty();
    }

    private static Optional<Socket> connected(int port) {
        Socket socket = new Socket();
        try {
            InetAddress here = InetAddress.getLoopbackAddress();
            socket.connect(new InetSocketAddress(here, port), CONNECT_MILLIS_MAX);
            return Optional.of(socket);
        } catch (IOException _) {
            Connection.refuse(socket);
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the relay " + name, e);
        }
        cut();
    }
}
