package io.mypay.remittance.sending;

import io.mypay.kit.auth.Caller;
import io.mypay.kit.grpc.Protos;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.money.Money;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.mypay.remittance.FailureReason;
import io.mypay.remittance.bank.AccountNumber;
import io.mypay.remittance.bank.BankAccount;
import io.mypay.remittance.bank.BankCode;
import io.mypay.remittance.bank.FirmbankingId;
import io.mypay.remittance.funding.RechargeId;
import io.mypay.remittance.v1.Remittance.State;
import io.mypay.remittance.v1.RequestRemittanceRequest;

/** Between remittances and their messages. */
final class RemittanceProtos {
    private RemittanceProtos() {}

    static Draft draft(RequestRemittanceRequest request) {
        return new Draft(
                MembershipId.parse(request.getMembershipId()),
                recipient(request),
                Protos.money(request.getAmount()),
                Memo.parse(request.getMemo()));
    }

    private static Recipient recipient(RequestRemittanceRequest request) {
        return switch (request.getRecipientCase()) {
            case RECIPIENT_MEMBERSHIP_ID ->
                    new Recipient.Member(
                            MembershipId.parse(
                                    "recipient_membership_id", request.getRecipientMembershipId()));
            case BANK_ACCOUNT ->
                    new Recipient.Account(
                            new BankAccount(
                                    new BankCode(request.getBankAccount().getBankCode()),
                                    new AccountNumber(
                                            request.getBankAccount().getAccountNumber())));
            case RECIPIENT_NOT_SET ->
                    throw new Refused(new Common.InvalidField("recipient", "is required"));
        };
    }

    static io.mypay.remittance.v1.Remittance proto(Remittance remittance) {
        var order = remittance.order();
        var trail = remittance.trail();
        var message =
                io.mypay.remittance.v1.Remittance.newBuilder()
                        .setRemittanceId(order.id().toString())
                        .setMembershipId(order.sender().toString())
                        .setAmount(Protos.proto(order.charge().amount()))
                        .setFee(Protos.proto(order.charge().fee()))
                        .setRechargedAmount(Protos.proto(trail.recharged()))
                        .setRechargeId(trail.recharge().map(RechargeId::toString).orElse(""))
                        .setFirmbankingId(
                                trail.firmbanking().map(FirmbankingId::toString).orElse(""))
                        .setMemo(order.memo().text())
                        .setState(state(remittance))
                        .setFailureReason(failureReason(remittance))
                        .setCreateTime(Protos.proto(order.requestedAt()))
                        .setUpdateTime(Protos.proto(remittance.changedAt()))
                        .setFinalBy(Protos.proto(order.finalBy()));
        addRecipient(message, order.recipient());
        return message.build();
    }

    /**
     * As this caller may see it. How the sender came by the money, or why there was none, is not
     * the recipient's business.
     */
    static io.mypay.remittance.v1.Remittance proto(Remittance remittance, Caller seenBy) {
        var message = proto(remittance);
        return remittance.order().isTo(seenBy.subject())
                ? message.toBuilder()
                        .setRechargedAmount(Protos.proto(Money.krw(0)))
                        .clearRechargeId()
                        .clearFailureReason()
                        .build()
                : message;
    }

    static io.mypay.remittance.v1.Remittance proto(Draft draft, Quote quote) {
        var message =
                io.mypay.remittance.v1.Remittance.newBuilder()
                        .setMembershipId(draft.sender().toString())
                        .setAmount(Protos.proto(quote.charge().amount()))
                        .setFee(Protos.proto(quote.charge().fee()))
                        .setRechargedAmount(Protos.proto(quote.recharge()))
                        .setMemo(draft.memo().text());
        addRecipient(message, draft.recipient());
        return message.build();
    }

    private static void addRecipient(
            io.mypay.remittance.v1.Remittance.Builder message, Recipient recipient) {
        switch (recipient) {
            case Recipient.Member(var id) -> message.setRecipientMembershipId(id.toString());
            case Recipient.Account(var account) ->
                    message.getBankAccountBuilder()
                            .setBankCode(account.bank().value())
                            .setAccountNumber(account.number().masked());
        }
    }

    /** The states in between are the saga's own; callers see where the money is. */
    private static State state(Remittance remittance) {
        return switch (remittance) {
            case Remittance.Requested _, Remittance.Lacking _, Remittance.Recharging _ ->
                    State.STATE_REQUESTED;
            case Remittance.Funded _ -> State.STATE_FUNDED;
            case Remittance.Held _ -> State.STATE_HELD;
            case Remittance.Sent _, Remittance.Capturing _ -> State.STATE_SENT;
            case Remittance.Releasing releasing ->
                    releasing.trail().firmbanking().isPresent()
                            ? State.STATE_SENT
                            : State.STATE_HELD;
            case Remittance.Completed _ -> State.STATE_COMPLETED;
            case Remittance.Failed _ -> State.STATE_FAILED;
        };
    }

    private static String failureReason(Remittance remittance) {
        return remittance instanceof Remittance.Failed
                ? remittance.failure().map(FailureReason::name).orElseThrow()
                : "";
    }
}
