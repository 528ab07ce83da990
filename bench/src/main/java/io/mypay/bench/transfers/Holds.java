package io.mypay.bench.transfers;

import io.grpc.MethodDescriptor;
import io.mypay.bench.load.Caller;
import java.util.SplittableRandom;
import java.util.UUID;

/** A hold, and in the next call its capture; two transfers in all. */
public final class Holds implements Caller {
    private final Book book;
    private final SplittableRandom random = new SplittableRandom();
    private final Ids ids = new Ids(random);
    private final Template hold =
            Requests.of(Requests.hold(Requests.ID, Requests.FROM, Requests.TO));
    private final int holdIdPlace = hold.placeOf(Requests.ID);
    private final int fromPlace = hold.placeOf(Requests.FROM);
    private final int toPlace = hold.placeOf(Requests.TO);
    private final Template capture = Requests.of(Requests.capture(Requests.ID, Requests.ID_2));
    private final int captureIdPlace = capture.placeOf(Requests.ID);
    private final int capturedPlace = capture.placeOf(Requests.ID_2);
    private boolean isHeld;
    private int from;
    private int to;

    public Holds(Book book) {
        this.book = book;
    }

    @Override
    public MethodDescriptor<byte[], byte[]> method() {
        return Answers.POST_TRANSFERS;
    }

    @Override
    public byte[] request() {
        if (isHeld) {
            capture.put(captureIdPlace, ids.next());
            return capture.bytes();
        }
        from = Book.anyone(random);
        to = Book.anyoneBut(from, random);
        UUID id = ids.next();
        hold.put(holdIdPlace, id);
        hold.put(fromPlace, book.bytes(from));
        hold.put(toPlace, book.bytes(to));
        capture.put(capturedPlace, id);
        return hold.bytes();
    }

    @Override
    public int answered(byte[] response) {
        Answers.requireApplied(response, 1);
        book.posted(1);
        if (isHeld) {
            book.moved(from, to, Requests.AMOUNT);
        }
        isHeld = !isHeld;
        return 1;
    }
}
