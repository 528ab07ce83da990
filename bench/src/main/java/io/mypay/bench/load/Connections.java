package io.mypay.bench.load;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Connections to servers on this machine, kept from one measurement to the next. */
final class Connections implements AutoCloseable {
    private static final int FLOW_CONTROL_WINDOW_BYTES = 1 << 20;
    private static final int DRAIN_SECONDS = 5;

    private final EventLoopGroup loops;
    private final Class<? extends Channel> type;
    private final Map<Integer, List<ManagedChannel>> open = new ConcurrentHashMap<>();

    Connections(int threads) {
        boolean isNative = Epoll.isAvailable();
        this.loops = isNative ? new EpollEventLoopGroup(threads) : new NioEventLoopGroup(threads);
        this.type = isNative ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    String transport() {
        return type.equals(EpollSocketChannel.class) ? "epoll" : "nio";
    }

    /** The first so many connections to a port. */
    List<ManagedChannel> to(int port, int count) {
        List<ManagedChannel> all = open.computeIfAbsent(port, _ -> new ArrayList<>());
        while (all.size() < count) {
            all.add(connect(port));
        }
        return all.subList(0, count);
    }

    // Callbacks run on the event loop; no copy of a request is kept for a retry.
    private ManagedChannel connect(int port) {
        return NettyChannelBuilder.forAddress("localhost", port)
                .usePlaintext()
                .eventLoopGroup(loops)
                .channelType(type)
                .directExecutor()
                .disableRetry()
                .flowControlWindow(FLOW_CONTROL_WINDOW_BYTES)
                .build();
    }

    @Override
    public void close() {
        open.values().forEach(all -> all.forEach(ManagedChannel::shutdownNow));
        loops.shutdownGracefully(0, DRAIN_SECONDS, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
