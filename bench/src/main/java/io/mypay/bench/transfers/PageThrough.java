package io.mypay.bench.transfers;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.MethodDescriptor;
import io.mypay.bench.load.Caller;
import io.mypay.bench.load.Methods;
import io.mypay.money.v1.ListMoneyChangesRequest;
import io.mypay.money.v1.ListMoneyChangesResponse;
import io.mypay.money.v1.MoneyServiceGrpc;
import java.util.SplittableRandom;

/** The newest changes of any member, and some pages further back. */
public final class PageThrough implements Caller {
    private static final MethodDescriptor<byte[], byte[]> LIST_MONEY_CHANGES =
            Methods.asBytes(MoneyServiceGrpc.getListMoneyChangesMethod());
    private static final int PAGES = 10;
    private static final int PAGE_SIZE = 50;

    private final Book book;
    private final SplittableRandom random = new SplittableRandom();
    private String member = "";
    private String next = "";
    private int page;

    public PageThrough(Book book) {
        this.book = book;
    }

    @Override
    public MethodDescriptor<byte[], byte[]> method() {
        return LIST_MONEY_CHANGES;
    }

    @Override
    public byte[] request() {
        if (next.isEmpty() || page == PAGES) {
            member = book.membership(Book.anyone(random));
            next = "";
            page = 0;
        }
        page++;
        return ListMoneyChangesRequest.newBuilder()
                .setMembershipId(member)
                .setPageSize(PAGE_SIZE)
                .setPageToken(next)
                .build()
                .toByteArray();
    }

    @Override
    public int answered(byte[] response) {
        try {
            ListMoneyChangesResponse changes = ListMoneyChangesResponse.parseFrom(response);
            if (changes.getMoneyChangesCount() == 0) {
                throw new WrongAnswer("a member without changes");
            }
            next = changes.getNextPageToken();
            return 1;
        } catch (InvalidProtocolBufferException e) {
            throw new WrongAnswer("an answer that cannot be read", e);
        }
    }
}
