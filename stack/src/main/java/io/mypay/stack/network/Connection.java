package io.mypay.stack.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.function.Consumer;

/** Two sockets and what passes between them, one thread for each direction. */
final class Connection {
    private static final int BUFFER_BYTES = 16 * 1024;

    private final Link link;
    private final Socket caller;
    private final Socket callee;
    private final Consumer<Connection> gone;

    /**
     * @param gone told once both sockets are closed
     */
    Connection(Link link, Socket caller, Socket callee, Consumer<Connection> gone) {
        this.link = link;
        this.caller = caller;
        this.callee = callee;
        this.gone = gone;
    }

    void start() {
        Thread.ofVirtual().name(link.name()).start(() -> pass(Direction.REQUESTS, caller, callee));
        Thread.ofVirtual().name(link.name()).start(() -> pass(Direction.ANSWERS, callee, caller));
    }

    private void pass(Direction direction, Socket from, Socket to) {
        try {
            from.setTcpNoDelay(true);
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                // Only now: what was already read must not pass either.
                link.awaitOpen(direction);
                out.write(buffer, 0, read);
            }
            link.awaitOpen(direction);
            // The other direction may have more to say.
            to.shutdownOutput();
            if (from.isOutputShutdown()) {
                close();
            }
        } catch (IOException _) {
            // One of the two broke the connection: so the other one sees it broken.
            close();
        } catch (InterruptedException _) {
            close();
            Thread.currentThread().interrupt();
        }
    }

    void close() {
        refuse(caller);
        refuse(callee);
        gone.accept(this);
    }

    /** By a reset, which is what a caller sees of a process that died. */
    static void refuse(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException _) {
            // It was closed already.
        }
    }
}
