package io.mypay.bench.transfers;

import io.grpc.MethodDescriptor;
import io.mypay.bench.load.Caller;
import java.util.SplittableRandom;

/** Two transfers per call that succeed or fail together, as a remittance and its fee would. */
public final class Linked implements Caller {
    private final Book book;
    private final SplittableRandom random = new SplittableRandom();
    private final Ids ids = new Ids(random);
    private final Template request =
            Requests.of(
                    Requests.single(Requests.ID, Requests.FROM, Requests.TO).setLinked(true),
                    Requests.single(Requests.ID_2, Requests.FROM_2, Requests.TO_2));
    private final int idPlace = request.placeOf(Requests.ID);
    private final int fromPlace = request.placeOf(Requests.FROM);
    private final int toPlace = request.placeOf(Requests.TO);
    private final int secondIdPlace = request.placeOf(Requests.ID_2);
    private final int secondFromPlace = request.placeOf(Requests.FROM_2);
    private final int secondToPlace = request.placeOf(Requests.TO_2);
    private int from;
    private int to;
    private int secondTo;

    public Linked(Book book) {
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
        secondTo = Book.anyoneBut(from, random);
        request.put(idPlace, ids.next());
        request.put(secondIdPlace, ids.next());
        request.put(fromPlace, book.bytes(from));
        request.put(secondFromPlace, book.bytes(from));
        request.put(toPlace, book.bytes(to));
        request.put(secondToPlace, book.bytes(secondTo));
        return request.bytes();
    }

    @Override
    public int answered(byte[] response) {
        Answers.requireApplied(response, 2);
        book.posted(2);
        book.moved(from, to, Requests.AMOUNT);
        book.moved(from, secondTo, Requests.AMOUNT);
        return 2;
    }
}
