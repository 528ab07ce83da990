package io.mypay.payment.neighbour;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.mypay.kit.grpc.Protos;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.testing.neighbour.Answers;
import io.mypay.kit.testing.neighbour.FakeAccounts;
import io.mypay.kit.testing.neighbour.Outages;
import io.mypay.kit.testing.neighbour.Outages.Operation;
import io.mypay.money.v1.LedgerServiceGrpc;
import io.mypay.money.v1.PostTransfersRequest;
import io.mypay.money.v1.PostTransfersResponse;
import io.mypay.money.v1.Transfer;
import io.mypay.money.v1.TransferCode;
import io.mypay.money.v1.TransferKind;
import io.mypay.money.v1.TransferResult;
import io.mypay.money.v1.TransferResult.Outcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A small honest ledger: balances, holds that end by time, and every id only once. */
public final class FakeLedger extends FakeAccounts implements LedgerServiceGrpc.AsyncService {
    private record Known(Transfer transfer, Outcome outcome, Instant at) {}

    private final Outages outages;
    private final Map<String, Known> known = new HashMap<>();
    private final Set<String> openHolds = new HashSet<>();
    private final Set<String> expiredHolds = new HashSet<>();

    FakeLedger(Outages outages) {
        this.outages = outages;
    }

    public void openMerchant(MembershipId merchant) {
        open("merchant/" + merchant);
    }

    /** The merchant is paid out. */
    public void payOut(MembershipId merchant, long won) {
        move("merchant/" + merchant, CASH, won);
    }

    /** The time of all the member's holds is over. */
    public synchronized void expireHolds(MembershipId member) {
        var over =
                openHolds.stream()
                        .filter(id -> payer(known.get(id).transfer()).equals(of(member)))
                        .toList();
        over.forEach(this::close);
        expiredHolds.addAll(over);
    }

    public long ofMerchant(MembershipId merchant) {
        return posted("merchant/" + merchant);
    }

    /** The kinds of transfers that took effect for a payment, in no order. */
    public synchronized List<TransferKind> applied(String payment) {
        return known.values().stream()
                .filter(one -> one.transfer().getReference().equals(payment))
                .filter(one -> one.outcome() == Outcome.OUTCOME_APPLIED)
                .map(one -> one.transfer().getKind())
                .toList();
    }

    @Override
    public void postTransfers(
            PostTransfersRequest request, StreamObserver<PostTransfersResponse> caller) {
        Answers.answer(caller, () -> post(request.getTransfersList()));
    }

    private synchronized PostTransfersResponse post(List<Transfer> transfers) {
        var operation = operation(transfers.getFirst());
        var member = memberOf(transfers.getFirst());
        outages.before(operation, member);
        var response = PostTransfersResponse.newBuilder();
        transfers.forEach(transfer -> response.addResults(post(transfer)));
        outages.after(operation, member);
        return response.build();
    }

    private TransferResult post(Transfer transfer) {
        var before = known.get(transfer.getTransferId());
        if (before != null) {
            return before.transfer().equals(transfer)
                    ? result(before).setOutcome(Outcome.OUTCOME_REPLAYED).build()
                    : result(before).setOutcome(Outcome.OUTCOME_ID_REUSED).build();
        }
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        var first = new Known(transfer, apply(transfer), now);
        if (first.outcome() != Outcome.OUTCOME_ACCOUNT_NOT_FOUND) {
            known.put(transfer.getTransferId(), first);
        }
        return result(first).setOutcome(first.outcome()).build();
    }

    private static TransferResult.Builder result(Known known) {
        return TransferResult.newBuilder()
                .setTransferId(known.transfer().getTransferId())
                .setFirstOutcome(known.outcome())
                .setPostTime(Protos.proto(known.at()));
    }

    private Outcome apply(Transfer transfer) {
        return switch (transfer.getKind()) {
            case TRANSFER_KIND_SINGLE, TRANSFER_KIND_HOLD -> spend(transfer);
            case TRANSFER_KIND_CAPTURE -> capture(transfer);
            case TRANSFER_KIND_RELEASE, TRANSFER_KIND_UNSPECIFIED, UNRECOGNIZED ->
                    throw Status.INVALID_ARGUMENT.asRuntimeException();
        };
    }

    private Outcome spend(Transfer transfer) {
        var from = transfer.getFromAccount();
        var amount = transfer.getAmount().getMinorUnits();
        if (!isOpen(from) || !isOpen(transfer.getToAccount())) {
            return Outcome.OUTCOME_ACCOUNT_NOT_FOUND;
        }
        if (isClosed(from) || isClosed(transfer.getToAccount())) {
            return Outcome.OUTCOME_ACCOUNT_CLOSED;
        }
        // Only a refund takes an account below zero.
        if (transfer.getCode() != TransferCode.TRANSFER_CODE_REFUND && available(from) < amount) {
            return Outcome.OUTCOME_INSUFFICIENT_FUNDS;
        }
        if (transfer.getKind() == TransferKind.TRANSFER_KIND_HOLD) {
            hold(from, amount);
            openHolds.add(transfer.getTransferId());
            return Outcome.OUTCOME_APPLIED;
        }
        move(from, transfer.getToAccount(), amount);
        return Outcome.OUTCOME_APPLIED;
    }

    private Outcome capture(Transfer transfer) {
        var hold = transfer.getHoldId();
        var held = known.get(hold).transfer();
        if (isClosed(held.getFromAccount()) || isClosed(held.getToAccount())) {
            return Outcome.OUTCOME_ACCOUNT_CLOSED;
        }
        if (expiredHolds.contains(hold)) {
            return Outcome.OUTCOME_HOLD_EXPIRED;
        }
        if (!openHolds.contains(hold)) {
            return Outcome.OUTCOME_HOLD_ALREADY_CAPTURED;
        }
        close(hold);
        move(held.getFromAccount(), held.getToAccount(), transfer.getAmount().getMinorUnits());
        return Outcome.OUTCOME_APPLIED;
    }

    private void close(String holdId) {
        openHolds.remove(holdId);
        var hold = known.get(holdId).transfer();
        release(hold.getFromAccount(), hold.getAmount().getMinorUnits());
    }

    private String memberOf(Transfer transfer) {
        var account =
                operation(transfer) == Operation.REFUND ? transfer.getToAccount() : payer(transfer);
        return account.replace("member/", "");
    }

    private String payer(Transfer transfer) {
        return transfer.getHoldId().isEmpty()
                ? transfer.getFromAccount()
                : known.get(transfer.getHoldId()).transfer().getFromAccount();
    }

    private static Operation operation(Transfer transfer) {
        return switch (transfer.getKind()) {
            case TRANSFER_KIND_SINGLE -> Operation.REFUND;
            case TRANSFER_KIND_HOLD -> Operation.HOLD;
            case TRANSFER_KIND_CAPTURE -> Operation.CAPTURE;
            case TRANSFER_KIND_RELEASE, TRANSFER_KIND_UNSPECIFIED, UNRECOGNIZED ->
                    throw Status.INVALID_ARGUMENT.asRuntimeException();
        };
    }
}
