package io.mypay.remittance.neighbour;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.mypay.kit.testing.neighbour.Answers;
import io.mypay.kit.testing.neighbour.FakeAccounts;
import io.mypay.kit.testing.neighbour.Outages;
import io.mypay.kit.testing.neighbour.Outages.Operation;
import io.mypay.money.v1.LedgerServiceGrpc;
import io.mypay.money.v1.PostTransfersRequest;
import io.mypay.money.v1.PostTransfersResponse;
import io.mypay.money.v1.Transfer;
import io.mypay.money.v1.TransferKind;
import io.mypay.money.v1.TransferResult;
import io.mypay.money.v1.TransferResult.Outcome;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A small honest ledger: balances, holds, linked captures, and every id only once. */
public final class FakeLedger extends FakeAccounts implements LedgerServiceGrpc.AsyncService {
    private record Known(Transfer transfer, Outcome outcome) {}

    private final Outages outages;
    private final Map<String, Known> known = new HashMap<>();
    private final Set<String> openHolds = new HashSet<>();

    FakeLedger(Outages outages) {
        this.outages = outages;
        open("remittance-fee");
    }

    /** How many transfers took effect for a remittance. */
    public synchronized long applied(String reference) {
        return known.values().stream()
                .filter(one -> one.transfer().getReference().equals(reference))
                .filter(one -> one.outcome() == Outcome.OUTCOME_APPLIED)
                .count();
    }

    @Override
    public void postTransfers(
            PostTransfersRequest request, StreamObserver<PostTransfersResponse> caller) {
        Answers.answer(caller, () -> post(request.getTransfersList()));
    }

    private synchronized PostTransfersResponse post(List<Transfer> transfers) {
        var operation = operation(transfers.getFirst());
        var member = payer(transfers.getFirst()).replace("member/", "");
        outages.before(operation, member);
        var response = PostTransfersResponse.newBuilder();
        var holds = transfers.stream().map(Transfer::getHoldId).distinct().toList();
        for (var transfer : transfers) {
            response.addResults(post(transfer));
        }
        holds.forEach(this::close);
        outages.after(operation, member);
        return response.build();
    }

    private TransferResult post(Transfer transfer) {
        var result = TransferResult.newBuilder().setTransferId(transfer.getTransferId());
        var before = known.get(transfer.getTransferId());
        if (before != null) {
            return before.transfer().equals(transfer)
                    ? result.setOutcome(Outcome.OUTCOME_REPLAYED)
                            .setFirstOutcome(before.outcome())
                            .build()
                    : result.setOutcome(Outcome.OUTCOME_ID_REUSED).build();
        }
        var outcome = apply(transfer);
        if (outcome != Outcome.OUTCOME_ACCOUNT_NOT_FOUND) {
            known.put(transfer.getTransferId(), new Known(transfer, outcome));
        }
        return result.setOutcome(outcome).build();
    }

    private Outcome apply(Transfer transfer) {
        return switch (transfer.getKind()) {
            case TRANSFER_KIND_SINGLE -> spend(transfer, false);
            case TRANSFER_KIND_HOLD -> spend(transfer, true);
            case TRANSFER_KIND_CAPTURE -> capture(transfer);
            case TRANSFER_KIND_RELEASE -> release(transfer);
            case TRANSFER_KIND_UNSPECIFIED, UNRECOGNIZED ->
                    throw Status.INVALID_ARGUMENT.asRuntimeException();
        };
    }

    private Outcome spend(Transfer transfer, boolean hold) {
        var from = transfer.getFromAccount();
        var amount = transfer.getAmount().getMinorUnits();
        if (!isOpen(from) || !isOpen(transfer.getToAccount())) {
            return Outcome.OUTCOME_ACCOUNT_NOT_FOUND;
        }
        if (isClosed(from) || isClosed(transfer.getToAccount())) {
            return Outcome.OUTCOME_ACCOUNT_CLOSED;
        }
        if (available(from) < amount) {
            return Outcome.OUTCOME_INSUFFICIENT_FUNDS;
        }
        if (hold) {
            hold(from, amount);
            openHolds.add(transfer.getTransferId());
        } else {
            move(from, transfer.getToAccount(), amount);
        }
        return Outcome.OUTCOME_APPLIED;
    }

    private Outcome capture(Transfer transfer) {
        if (!openHolds.contains(transfer.getHoldId())) {
            return Outcome.OUTCOME_HOLD_ALREADY_CAPTURED;
        }
        var hold = known.get(transfer.getHoldId()).transfer();
        var to = transfer.getToAccount().isEmpty() ? hold.getToAccount() : transfer.getToAccount();
        move(hold.getFromAccount(), to, transfer.getAmount().getMinorUnits());
        return Outcome.OUTCOME_APPLIED;
    }

    private Outcome release(Transfer transfer) {
        return openHolds.contains(transfer.getHoldId())
                ? Outcome.OUTCOME_APPLIED
                : Outcome.OUTCOME_HOLD_ALREADY_RELEASED;
    }

    /** What is not captured by the whole request is released. */
    private void close(String holdId) {
        if (openHolds.remove(holdId)) {
            var hold = known.get(holdId).transfer();
            release(hold.getFromAccount(), hold.getAmount().getMinorUnits());
        }
    }

    private String payer(Transfer transfer) {
        if (!transfer.getFromAccount().isEmpty()) {
            return transfer.getFromAccount();
        }
        var hold = known.get(transfer.getHoldId());
        return hold == null ? "" : hold.transfer().getFromAccount();
    }

    private static Operation operation(Transfer transfer) {
        if (transfer.getKind() == TransferKind.TRANSFER_KIND_SINGLE) {
            return Operation.MOVE;
        }
        if (transfer.getKind() == TransferKind.TRANSFER_KIND_HOLD) {
            return Operation.HOLD;
        }
        return transfer.getKind() == TransferKind.TRANSFER_KIND_CAPTURE
                ? Operation.CAPTURE
                : Operation.RELEASE;
    }
}
