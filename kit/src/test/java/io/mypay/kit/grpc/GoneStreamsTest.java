package io.mypay.kit.grpc;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoneStreamsTest {
    private final EmbeddedChannel channel = new EmbeddedChannel(new GoneStreams());

    /** What Netty says of headers, of data and of a stream that is just ending. */
    static Stream<RuntimeException> ofStreamsThatAreGone() {
        return Stream.of(
                new IllegalStateException("Stream no longer exists: 3", mistake()),
                new IllegalArgumentException("Stream no longer exists: 3"),
                new IllegalStateException("Stream 3 in unexpected state CLOSED"));
    }

    @ParameterizedTest
    @MethodSource("ofStreamsThatAreGone")
    void an_answer_to_a_caller_who_has_left_is_dropped(RuntimeException gone) {
        var _ = channel.pipeline().fireExceptionCaught(gone);

        assertThatCode(channel::checkException).doesNotThrowAnyException();
    }

    @Test
    void a_mistake_of_the_protocol_is_still_one() {
        var mistake = mistake();
        var _ = channel.pipeline().fireExceptionCaught(mistake);

        assertThatThrownBy(channel::checkException).isSameAs(mistake);
    }

    @Test
    void a_mistake_of_our_own_is_not_hidden() {
        var bug = new IllegalStateException("a bug");
        var _ = channel.pipeline().fireExceptionCaught(bug);

        assertThatThrownBy(channel::checkException).isSameAs(bug);
    }

    private static Http2Exception mistake() {
        return Http2Exception.connectionError(Http2Error.PROTOCOL_ERROR, "stream 3 is not correct");
    }
}
