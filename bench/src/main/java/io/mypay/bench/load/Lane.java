package io.mypay.bench.load;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.CountDownLatch;

/**
 * One call after another, from within the answer to the one before. A lane that gets no proper
 * answer ends: nothing is tried again behind the measurement's back.
 */
final class Lane extends ClientCall.Listener<byte[]> {
    private static final byte[] NOTHING = {};
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final Channel channel;
    private final String authorization;
    private final Caller caller;
    private final Window window;
    private final Tally tally;
    private final CountDownLatch running;
    private byte[] response = NOTHING;
    private long begun;

    Lane(
            Channel channel,
            String authorization,
            Caller caller,
            Window window,
            Tally tally,
            CountDownLatch running) {
        this.channel = channel;
        this.authorization = authorization;
        this.caller = caller;
        this.window = window;
        this.tally = tally;
        this.running = running;
    }

    void call() {
        Metadata headers = new Metadata();
        headers.put(AUTHORIZATION, authorization);
        begun = System.nanoTime();
        ClientCall<byte[], byte[]> call = channel.newCall(caller.method(), CallOptions.DEFAULT);
        call.start(this, headers);
        call.request(2);
        call.sendMessage(caller.request());
        call.halfClose();
    }

    @Override
    public void onMessage(byte[] message) {
        response = message;
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        long now = System.nanoTime();
        if (!isRight(status, now) || window.isOver(now)) {
            running.countDown();
            return;
        }
        call();
    }

    private boolean isRight(Status status, long now) {
        if (!status.isOk()) {
            tally.wrong(status.getCode() + " " + status.getDescription());
            return false;
        }
        try {
            int applied = caller.answered(response);
            if (window.counts(now)) {
                tally.answered(applied, now - begun);
            }
            return true;
        } catch (Caller.WrongAnswer e) {
            tally.wrong(e.getMessage());
            return false;
        }
    }
}
