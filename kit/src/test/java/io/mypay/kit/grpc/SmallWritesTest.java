package io.mypay.kit.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SmallWritesTest {
    private final EmbeddedChannel channel = new EmbeddedChannel(new SmallWrites());

    @Test
    void small_writes_leave_together_when_they_are_flushed() {
        var futures = List.of(write("one "), write("two "), write("three"));
        assertThat(sent()).isEmpty();
        assertThat(futures).noneMatch(ChannelFuture::isDone);

        channel.flush();
        assertThat(sent()).containsExactly("one two three");
        assertThat(futures).allMatch(ChannelFuture::isSuccess);
    }

    @Test
    void a_large_write_keeps_its_place() {
        var large = "x".repeat(5_000);
        var futures = List.of(write("before "), write(large), write(" after"));
        channel.flush();
        assertThat(sent()).containsExactly("before ", large, " after");
        assertThat(futures).allMatch(ChannelFuture::isSuccess);
    }

    @Test
    void more_than_one_buffer_holds_leaves_in_several() {
        var piece = "y".repeat(1_000);
        for (var i = 0; i < 100; i++) {
            var _ = write(piece);
        }
        channel.flush();
        assertThat(String.join("", sent())).isEqualTo(piece.repeat(100));
    }

    @Test
    void what_was_not_flushed_before_the_end_has_failed_and_leaks_nothing() {
        var bytes = Unpooled.copiedBuffer("late", StandardCharsets.UTF_8);
        var future = channel.write(bytes);
        var _ = channel.close();
        assertThat(future.isDone()).isTrue();
        assertThat(future.isSuccess()).isFalse();
        assertThat(bytes.refCnt()).isZero();
    }

    private ChannelFuture write(String text) {
        return channel.write(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
    }

    private List<String> sent() {
        var texts = new ArrayList<String>();
        for (ByteBuf bytes; (bytes = channel.readOutbound()) != null; ) {
            texts.add(bytes.toString(StandardCharsets.UTF_8));
            bytes.release();
        }
        return texts;
    }
}
