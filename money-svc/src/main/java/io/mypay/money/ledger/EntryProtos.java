package io.mypay.money.ledger;

import io.mypay.kit.grpc.Protos;
import io.mypay.kit.page.PageToken;
import io.mypay.money.v1.ListEntriesResponse;
import io.mypay.money.v1.TransferCode;

/** Entries and their pages as messages. */
final class EntryProtos {
    private EntryProtos() {}

    static ListEntriesResponse response(EntryPage page) {
        var message = ListEntriesResponse.newBuilder();
        page.entries().forEach(entry -> message.addEntries(entry(entry)));
        page.next()
                .ifPresent(next -> message.setNextPageToken(PageToken.of(next.value()).encode()));
        return message.build();
    }

    static TransferId from(PageToken token) {
        return new TransferId(token.uuid(0));
    }

    private static io.mypay.money.v1.Entry entry(Entry entry) {
        return io.mypay.money.v1.Entry.newBuilder()
                .setTransferId(entry.id().toString())
                .setSequence(entry.sequence())
                .setKind(kind(entry.kind()))
                .setCode(code(entry.purpose().code()))
                .setReference(entry.purpose().reference())
                .setAmount(Protos.proto(entry.amount()))
                .setPostedAfter(Protos.proto(entry.balanceAfter()))
                .setHeldAfter(Protos.proto(entry.heldAfter()))
                .setCounterparty(entry.counterparty().value())
                .setHoldId(entry.hold().map(TransferId::toString).orElse(""))
                .setPostTime(Protos.proto(entry.at()))
                .build();
    }

    // The names are the same but for the prefix; a test goes through all of them.
    static io.mypay.money.v1.Entry.Kind kind(Entry.Kind kind) {
        return io.mypay.money.v1.Entry.Kind.valueOf("KIND_" + kind.name());
    }

    static TransferCode code(Code code) {
        return TransferCode.valueOf("TRANSFER_CODE_" + code.name());
    }
}
