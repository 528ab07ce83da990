package io.mypay.kit.grpc;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gathers small writes until they are flushed. An answer of HTTP/2 is six buffers of a few bytes;
 * each would have an entry in the channel's queue and an element in the gathering system call.
 * Copied behind each other they are one of both. Order and promises stay as they are: a write has
 * succeeded when the bytes it was copied to have left.
 */
final class SmallWrites extends ChannelOutboundHandlerAdapter {
    private static final int SMALL_BYTES_MAX = 1024;
    private static final int GATHERED_BYTES_FIRST = 1024;
    private static final int GATHERED_BYTES_MAX = 16 * 1024;

    private Optional<Gathered> gathered = Optional.empty();

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf bytes && bytes.readableBytes() <= SMALL_BYTES_MAX) {
            roomFor(bytes, context).add(bytes, promise);
            return;
        }
        pass(context);
        var _ = context.write(message, promise);
    }

    @Override
    public void flush(ChannelHandlerContext context) {
        pass(context);
        context.flush();
    }

    @Override
    public void disconnect(ChannelHandlerContext context, ChannelPromise promise) {
        pass(context);
        var _ = context.disconnect(promise);
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        pass(context);
        var _ = context.close(promise);
    }

    /** By then the channel is closed, so what is left fails, and its buffer is given back. */
    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        pass(context);
    }

    private Gathered roomFor(ByteBuf bytes, ChannelHandlerContext context) {
        if (gathered.filter(it -> it.hasRoomFor(bytes)).isEmpty()) {
            pass(context);
            gathered = Optional.of(Gathered.empty(context.alloc()));
        }
        return gathered.orElseThrow();
    }

    private void pass(ChannelHandlerContext context) {
        var leaving = gathered;
        gathered = Optional.empty();
        leaving.ifPresent(it -> {
            var _ = context.write(it.bytes).addListener(it);
        });
    }

    /** Bytes, and whom to tell what became of them. */
    private static final class Gathered implements ChannelFutureListener {
        private final ByteBuf bytes;
        private final List<ChannelPromise> promises = new ArrayList<>();

        private Gathered(ByteBuf bytes) {
            this.bytes = bytes;
        }

        static Gathered empty(ByteBufAllocator memory) {
            return new Gathered(memory.directBuffer(GATHERED_BYTES_FIRST, GATHERED_BYTES_MAX));
        }

        boolean hasRoomFor(ByteBuf more) {
            return bytes.maxWritableBytes() >= more.readableBytes();
        }

        void add(ByteBuf more, ChannelPromise promise) {
            try {
                bytes.writeBytes(more);
            } finally {
                more.release();
            }
            promises.add(promise);
        }

        @Override
        public void operationComplete(ChannelFuture written) {
            for (var promise : promises) {
                tell(written, promise);
            }
        }

        private static void tell(ChannelFuture written, ChannelPromise promise) {
            if (written.isSuccess()) {
                promise.trySuccess();
                return;
            }
            promise.tryFailure(written.cause());
        }
    }
}
