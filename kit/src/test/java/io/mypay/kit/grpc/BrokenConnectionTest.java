package io.mypay.kit.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;

final class BrokenConnectionTest {
    @Test
    void a_connection_that_broke_under_the_call_is_a_neighbour_that_is_away() {
        var broken =
                Status.UNKNOWN
                        .withDescription("channel closed")
                        .withCause(new ClosedChannelException());

        var translated = BrokenConnectionInterceptor.translate(broken);

        assertThat(translated.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(translated.getDescription()).isEqualTo("channel closed");
    }

    @Test
    void what_a_neighbour_itself_calls_unknown_stays_so() {
        var bug = Status.UNKNOWN.withDescription("its own words");

        assertThat(BrokenConnectionInterceptor.translate(bug)).isSameAs(bug);
    }
}
