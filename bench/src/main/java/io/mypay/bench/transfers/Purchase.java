package io.mypay.bench.transfers;

import io.grpc.MethodDescriptor;
import io.mypay.bench.load.Caller;
import java.util.SplittableRandom;

/** One transfer per call, from any member to the one merchant. */
final class Purchase implements Caller {
    private final Book book;
    private final SplittableRandom random = new SplittableRandom();
    private final Ids ids = new Ids(random);
    private final Template request;
    private final int idPlace;
    private final int fromPlace;
    private int from;

    Purchase(Book book) {
        this.book = book;
        this.request =
                Requests.of(Requests.single(Requests.ID, Requests.FROM, book.name(Book.MERCHANT)));
        this.idPlace = request.placeOf(Requests.ID);
        this.fromPlace = request.placeOf(Requests.FROM);
    }

    @Override
    public MethodDescriptor<byte[], byte[]> method() {
        return Answers.POST_TRANSFERS;
    }

    @Override
    public byte[] request() {
        from = Book.anyone(random);
        request.put(idPlace, ids.next());
        request.put(fromPlace, book.bytes(from));
        return request.bytes();
    }

    @Override
    public int answered(byte[] response) {
        Answers.requireApplied(response, 1);
        book.posted(1);
        book.moved(from, Book.MERCHANT, Requests.AMOUNT);
        return 1;
    }
}
