package io.mypay.kit.grpc;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * An answer to a caller who has left is dropped. Vert.x writes it without a promise, so Netty tells
 * the whole connection that the stream is gone, and Vert.x closes it: one call past its deadline
 * would take all others on its connection with it.
 */
final class GoneStreams extends ChannelInboundHandlerAdapter {
    /** How Netty's encoder begins what it says of a stream that has ended, and of nothing else. */
    private static final String OF_A_STREAM = "Stream ";

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        if (isAnswerToNobody(failure)) {
            return;
        }
        context.fireExceptionCaught(failure);
    }

    /** What a caller does wrong comes as an Http2Exception, and stays a reason to part. */
    private static boolean isAnswerToNobody(Throwable failure) {
        return switch (failure) {
            case IllegalStateException state -> isOfAStream(state);
            case IllegalArgumentException argument -> isOfAStream(argument);
            default -> false;
        };
    }

    private static boolean isOfAStream(RuntimeException failure) {
        return failure.getMessage() != null && failure.getMessage().startsWith(OF_A_STREAM);
    }
}
