package io.mypay.bench.transfers;

import io.grpc.MethodDescriptor;
import io.mypay.bench.load.Caller;
import io.mypay.money.v1.Transfer;
import java.util.Arrays;
import java.util.SplittableRandom;

/** A thousand transfers per call, as a migration or a large customer would send them. */
public final class Filling implements Caller {
    private static final int BATCH = 1000;

    private final Book book;
    private final SplittableRandom random = new SplittableRandom();
    private final Ids ids = new Ids(random);
    private final Template request;
    private final int length;
    private final int idPlace;
    private final int fromPlace;
    private final int toPlace;
    private final int[] from = new int[BATCH];
    private final int[] to = new int[BATCH];

    public Filling(Book book) {
        this.book = book;
        Transfer.Builder each = Requests.single(Requests.ID, Requests.FROM, Requests.TO);
        Template one = Requests.of(each);
        // All of the same length, so that each lies a whole number of lengths behind the first.
        this.length = one.bytes().length;
        this.idPlace = one.placeOf(Requests.ID);
        this.fromPlace = one.placeOf(Requests.FROM);
        this.toPlace = one.placeOf(Requests.TO);
        Transfer.Builder[] all = new Transfer.Builder[BATCH];
        Arrays.fill(all, each);
        this.request = Requests.of(all);
    }

    @Override
    public MethodDescriptor<byte[], byte[]> method() {
        return Answers.POST_TRANSFERS;
    }

    @Override
    public byte[] request() {
        for (int i = 0; i < BATCH; i++) {
            from[i] = Book.anyone(random);
            to[i] = Book.anyoneBut(from[i], random);
            request.put(i * length + idPlace, ids.next());
            request.put(i * length + fromPlace, book.bytes(from[i]));
            request.put(i * length + toPlace, book.bytes(to[i]));
        }
        return request.bytes();
    }

    @Override
    public int answered(byte[] response) {
        Answers.requireApplied(response, BATCH);
        book.posted(BATCH);
        for (int i = 0; i < BATCH; i++) {
            book.moved(from[i], to[i], Requests.AMOUNT);
        }
        return BATCH;
    }
}
