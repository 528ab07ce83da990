package io.mypay.bench.transfers;

import io.grpc.MethodDescriptor;
import io.mypay.bench.load.Caller;
import java.util.SplittableRandom;

/** One transfer per call, from any member to any other. */
public final class Plain implements Caller {
    private final Book book;
    private final SplittableRandom random = new SplittableRandom();
    private final Ids ids = new Ids(random);
    private final Template request =
            Requests.of(Requests.single(Requests.ID, Requests.FROM, Requests.TO));
    private final int idPlace = request.placeOf(Requests.ID);
    private final int fromPlace = request.placeOf(Requests.FROM);
    private final int toPlace = request.placeOf(Requests.TO);
    private int from;
    private int to;

    public Plain(Book book) {
        this.book = book;
    }

    @Override
    public MethodDescriptor<byte[], byte[]> method() {
        return Answers.POST_TRANSFERS;
    }

    @Override
    public byte[] request() {
        from = Book.anyone(random);
        to = Book.anyoneBut(from, random);
        request.put(idPlace, ids.next());
        request.put(fromPlace, book.bytes(from));
        request.put(toPlace, book.bytes(to));
        return request.bytes();
    }

    @Override
    public int answered(byte[] response) {
        Answers.requireApplied(response, 1);
        book.posted(1);
        book.moved(from, to, Requests.AMOUNT);
        return 1;
    }
}
