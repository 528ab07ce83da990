package io.mypay.bench.transfers;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import io.grpc.MethodDescriptor;
import io.mypay.bench.load.Caller;
import io.mypay.bench.load.Methods;
import io.mypay.money.v1.GetMemberMoneyRequest;
import io.mypay.money.v1.GetMemberMoneyResponse;
import io.mypay.money.v1.MoneyServiceGrpc;
import java.time.Instant;
import java.util.SplittableRandom;

/** What any member had at any instant since the beginning. */
public final class LookBack implements Caller {
    private static final MethodDescriptor<byte[], byte[]> GET_MEMBER_MONEY =
            Methods.asBytes(MoneyServiceGrpc.getGetMemberMoneyMethod());

    private final Book book;
    private final long fromMillis;
    private final long untilMillis;
    private final SplittableRandom random = new SplittableRandom();

    public LookBack(Book book, Instant from, Instant until) {
        this.book = book;
        this.fromMillis = from.toEpochMilli();
        this.untilMillis = until.toEpochMilli();
    }

    @Override
    public MethodDescriptor<byte[], byte[]> method() {
        return GET_MEMBER_MONEY;
    }

    @Override
    public byte[] request() {
        long millis = random.nextLong(fromMillis, untilMillis);
        return GetMemberMoneyRequest.newBuilder()
                .setMembershipId(book.membership(Book.anyone(random)))
                .setAsOf(
                        Timestamp.newBuilder()
                                .setSeconds(millis / 1000)
                                .setNanos((int) (millis % 1000) * 1_000_000))
                .build()
                .toByteArray();
    }

    @Override
    public int answered(byte[] response) {
        try {
            long total =
                    GetMemberMoneyResponse.parseFrom(response)
                            .getMemberMoney()
                            .getTotal()
                            .getMinorUnits();
            // They were funded before it began, and nobody loses much by one won at a time.
            if (total < Funding.EACH / 2) {
                throw new WrongAnswer("a member had only " + total);
            }
            return 1;
        } catch (InvalidProtocolBufferException e) {
            throw new WrongAnswer("an answer that cannot be read", e);
        }
    }
}
