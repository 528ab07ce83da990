package io.mypay.stack.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A relay passes bytes on until it is told to break. */
class LinkTest {
    private static final int SILENCE_MILLIS = 300;

    private Echo one;
    private Echo two;
    private Network network;
    private Link link;

    @BeforeEach
    void two_of_the_same() throws IOException {
        one = new Echo((byte) 1);
        two = new Echo((byte) 2);
        List<Integer> both = List.of(one.port(), two.port());
        network = new Network((_, _) -> both);
        link = network.link("a", "b");
    }

    @AfterEach
    void leave() throws IOException {
        network.close();
        one.close();
        two.close();
    }

    @Test
    void connections_go_to_all_who_listen_in_turn() throws IOException {
        assertThat(answers(4)).containsExactly(1, 2, 1, 2);
    }

    @Test
    void whoever_does_not_listen_is_passed_over() throws IOException {
        one.close();

        assertThat(answers(3)).containsOnly(2);
    }

    @Test
    void nobody_listening_is_a_broken_connection() throws IOException {
        one.close();
        two.close();

        try (Socket caller = caller()) {
            assertThatThrownBy(() -> ask(caller)).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void a_cut_breaks_what_is_connected_and_lets_nobody_in_until_healed() throws IOException {
        try (Socket before = caller()) {
            assertThat(ask(before)).isPositive();
            link.cut();
            assertThatThrownBy(() -> ask(before)).isInstanceOf(SocketException.class);
        }
        try (Socket during = caller()) {
            assertThatThrownBy(() -> ask(during)).isInstanceOf(SocketException.class);
        }
        link.heal();
        assertThat(answers(2)).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void held_answers_arrive_when_healed_and_the_deed_is_done_meanwhile() throws IOException {
        try (Socket caller = caller()) {
            ask(caller);
            link.hold(Direction.ANSWERS);
            caller.setSoTimeout(SILENCE_MILLIS);

            assertThatThrownBy(() -> ask(caller)).isInstanceOf(SocketTimeoutException.class);
            assertThat(one.heard() + two.heard()).isEqualTo(2);
            link.heal();
            assertThat(caller.getInputStream().read()).isPositive();
        }
    }

    @Test
    void held_requests_are_not_heard_until_healed() throws IOException {
        try (Socket caller = caller()) {
            ask(caller);
            link.hold(Direction.REQUESTS);
            caller.setSoTimeout(SILENCE_MILLIS);

            assertThatThrownBy(() -> ask(caller)).isInstanceOf(SocketTimeoutException.class);
            assertThat(one.heard() + two.heard()).isEqualTo(1);
            network.heal();
            assertThat(caller.getInputStream().read()).isPositive();
        }
    }

    @Test
    void the_end_of_what_one_says_is_passed_on() throws IOException {
        try (Socket caller = caller()) {
            ask(caller);
            caller.shutdownOutput();

            assertThat(caller.getInputStream().read()).isEqualTo(-1);
        }
    }

    private List<Integer> answers(int count) {
        return IntStream.range(0, count).mapToObj(_ -> askedOnce()).toList();
    }

    private int askedOnce() {
        try (Socket caller = caller()) {
            return ask(caller);
        } catch (IOException e) {
            throw new IllegalStateException("no answer", e);
        }
    }

    private Socket caller() throws IOException {
        Socket caller = new Socket(InetAddress.getLoopbackAddress(), link.port());
        caller.setSoTimeout(5_000);
        return caller;
    }

    private static int ask(Socket caller) throws IOException {
        caller.getOutputStream().write(7);
        int answer = caller.getInputStream().read();
        if (answer < 0) {
            throw new SocketException("the connection ended");
        }
        return answer;
    }

    /** Answers every byte with its own name. */
    private static final class Echo implements AutoCloseable {
        private final ServerSocket entrance;
        private final byte name;
        private final Thread serving;
        private final AtomicInteger heard = new AtomicInteger();

        Echo(byte name) throws IOException {
            this.entrance = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
            this.name = name;
            this.serving = Thread.ofVirtual().start(this::serve);
        }

        int port() {
            return entrance.getLocalPort();
        }

        int heard() {
            return heard.get();
        }

        private void serve() {
            while (!entrance.isClosed()) {
                try {
                    Socket caller = entrance.accept();
                    Thread.ofVirtual().start(() -> answer(caller));
                } catch (IOException _) {
                    // Closed: the loop ends.
                }
            }
        }

        private void answer(Socket caller) {
            try (caller) {
                while (caller.getInputStream().read() >= 0) {
                    heard.incrementAndGet();
                    caller.getOutputStream().write(name);
                }
            } catch (IOException _) {
                // The test broke the connection.
            }
        }

        @Override
        public void close() throws IOException {
            entrance.close();
            join(serving);
        }

        /** The system listens as long as somebody waits in accept. */
        private static void join(Thread thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }
}
