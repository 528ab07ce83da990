package io.mypay.money.ledger.proof;

import io.mypay.money.ledger.TransferId;
import io.mypay.money.v1.LedgerFinding;
import io.mypay.money.v1.LedgerVerdict;
import io.mypay.money.v1.VerifyLedgerRequest;
import io.mypay.money.v1.VerifyLedgerResponse;

/** Verifications between their messages and the language. */
public final class ProofProtos {
    private ProofProtos() {}

    public static Range range(VerifyLedgerRequest request) {
        return new Range(request.getFirstSequence(), request.getLastSequence());
    }

    public static VerifyLedgerResponse response(Verification verification) {
        var progress = verification.progress();
        var message =
                VerifyLedgerResponse.newBuilder()
                        .setTransfersChecked(progress.transfers())
                        .setLastSequence(progress.lastSequence())
                        .setBlocksChecked(progress.blocks());
        if (verification instanceof Verification.Verdict verdict) {
            message.setVerdict(verdict(verdict));
        }
        return message.build();
    }

    private static LedgerVerdict verdict(Verification.Verdict verdict) {
        return LedgerVerdict.newBuilder()
                .setHolds(verdict.holds())
                .addAllFindings(verdict.findings().stream().map(ProofProtos::finding).toList())
                .setTransfersUnsealed(verdict.unsealed())
                .setLastBlock(verdict.lastBlock())
                .setLastBlockHash(verdict.lastHash())
                .build();
    }

    private static LedgerFinding finding(Finding finding) {
        return LedgerFinding.newBuilder()
                .setCheck(LedgerFinding.Check.valueOf("CHECK_" + finding.check().name()))
                .setTransferId(finding.transfer().map(TransferId::toString).orElse(""))
                .setSequence(finding.sequence())
                .setAccount(finding.account())
                .setDescription(finding.description())
                .build();
    }
}
