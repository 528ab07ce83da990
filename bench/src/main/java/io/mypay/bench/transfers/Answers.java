package io.mypay.bench.transfers;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.MethodDescriptor;
import io.mypay.bench.load.Caller.WrongAnswer;
import io.mypay.bench.load.Methods;
import io.mypay.money.v1.LedgerServiceGrpc;
import io.mypay.money.v1.PostTransfersResponse;
import io.mypay.money.v1.TransferResult;
import io.mypay.money.v1.TransferResult.Outcome;

/** What PostTransfers answers. */
final class Answers {
    static final MethodDescriptor<byte[], byte[]> POST_TRANSFERS =
            Methods.asBytes(LedgerServiceGrpc.getPostTransfersMethod());

    private Answers() {}

    /** Throws unless there are as many results as transfers, and each of them is APPLIED. */
    static void requireApplied(byte[] response, int transfers) {
        PostTransfersResponse answer = parse(response);
        if (answer.getResultsCount() != transfers) {
            throw new WrongAnswer(
                    answer.getResultsCount() + " results for " + transfers + " transfers");
        }
        for (TransferResult result : answer.getResultsList()) {
            if (result.getOutcome() != Outcome.OUTCOME_APPLIED) {
                throw new WrongAnswer(result.getOutcome().name());
            }
        }
    }

    private static PostTransfersResponse parse(byte[] response) {
        try {
            return PostTransfersResponse.parseFrom(response);
        } catch (InvalidProtocolBufferException e) {
            throw new WrongAnswer("an answer that cannot be read", e);
        }
    }
}
