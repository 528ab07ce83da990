package io.mypay.bench.transfers;

import io.grpc.MethodDescriptor;
import io.mypay.bench.load.Caller;
import java.util.SplittableRandom;

/** One transfer per call; half of them credit the one merchant, half any member. */
public final class Hot implements Caller {
    private final SplittableRandom random = new SplittableRandom();
    private final Caller purchase;
    private final Caller plain;
    private Caller turn;

    public Hot(Book book) {
        this.purchase = new Purchase(book);
        this.plain = new Plain(book);
        this.turn = plain;
    }

    @Override
    public MethodDescriptor<byte[], byte[]> method() {
        return turn.method();
    }

    @Override
    public byte[] request() {
        turn = random.nextBoolean() ? purchase : plain;
        return turn.request();
    }

    @Override
    public int answered(byte[] response) {
        return turn.answered(response);
    }
}
