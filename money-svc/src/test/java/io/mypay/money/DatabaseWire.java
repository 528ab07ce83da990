package io.mypay.money;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The connections between the service and PostgreSQL, one of which breaks at the worst moment: when
 * a transaction that wrote one of these marks commits.
 */
public final class DatabaseWire {
    /** PostgreSQL has committed, but nobody hears of it. */
    public static final String CUT_AFTER_COMMIT = "cut-after-commit";

    /** The command to commit never arrives. */
    public static final String CUT_BEFORE_COMMIT = "cut-before-commit";

    private static final String COMMIT = "COMMIT";
    private static final int BUFFER = 1 << 16;

    private ServerSocket socket;

    /** The address that the service connects to instead. */
    String start() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
        return "postgresql://localhost:" + socket.getLocalPort() + "/service";
    }

    void stop() {
        close(socket);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var client = socket.accept();
                var server = new Socket(InetAddress.getLoopbackAddress(), postgres());
                var mark = new AtomicReference<>("");
                Thread.ofVirtual().start(() -> pump(client, server, mark, CUT_BEFORE_COMMIT));
                Thread.ofVirtual().start(() -> pump(server, client, mark, CUT_AFTER_COMMIT));
            } catch (IOException e) {
                // The tests are over, or PostgreSQL is: what cannot connect is refused.
                close(socket);
            }
        }
    }

    private static void pump(Socket from, Socket to, AtomicReference<String> mark, String cut) {
        var bytes = new byte[BUFFER];
        try (from;
                to) {
            for (int n = from.getInputStream().read(bytes);
                    n > 0;
                    n = from.getInputStream().read(bytes)) {
                var text = new String(bytes, 0, n, StandardCharsets.ISO_8859_1);
                if (text.contains(CUT_AFTER_COMMIT)) {
                    mark.set(CUT_AFTER_COMMIT);
                }
                if (text.contains(CUT_BEFORE_COMMIT)) {
                    mark.set(CUT_BEFORE_COMMIT);
                }
                if (text.contains(COMMIT) && mark.get().equals(cut)) {
                    return;
                }
                to.getOutputStream().write(bytes, 0, n);
            }
        } catch (IOException e) {
            // The other side has gone, so this one goes too.
            close(from);
        }
    }

    private static int postgres() {
        var url = ConfigProvider.getConfig().getValue("MYPAY_DB_URL", String.class);
        return URI.create(url).getPort();
    }

    private static void close(AutoCloseable closing) {
        try {
            closing.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
