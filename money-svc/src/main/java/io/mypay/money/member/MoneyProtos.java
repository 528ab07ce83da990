package io.mypay.money.member;

import io.mypay.kit.grpc.Protos;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.page.PageToken;
import io.mypay.money.ledger.Balance;
import io.mypay.money.ledger.Entry;
import io.mypay.money.ledger.EntryPage;
import io.mypay.money.ledger.TransferId;
import io.mypay.money.recharge.RechargeId;
import io.mypay.money.recharge.RechargePage;
import io.mypay.money.recharge.RechargeProtos;
import io.mypay.money.v1.CloseMemberMoneyResponse;
import io.mypay.money.v1.DecreaseMoneyResponse;
import io.mypay.money.v1.GetMemberMoneyResponse;
import io.mypay.money.v1.IncreaseMoneyResponse;
import io.mypay.money.v1.ListMoneyChangesResponse;
import io.mypay.money.v1.ListRechargesResponse;
import io.mypay.money.v1.MemberMoney;
import io.mypay.money.v1.MoneyChange;
import java.util.Optional;
import java.util.UUID;

/** Balances, changes and pages as their messages. */
final class MoneyProtos {
    private MoneyProtos() {}

    static GetMemberMoneyResponse money(MembershipId owner, Balance balance) {
        return GetMemberMoneyResponse.newBuilder()
                .setMemberMoney(memberMoney(owner, balance))
                .build();
    }

    static IncreaseMoneyResponse increased(MembershipId owner, Corrected corrected) {
        return IncreaseMoneyResponse.newBuilder()
                .setTransferId(corrected.by().map(TransferId::toString).orElse(""))
                .setMemberMoney(memberMoney(owner, Balance.of(corrected.after())))
                .build();
    }

    static CloseMemberMoneyResponse closing(Closing closing) {
        var outcome =
                switch (closing) {
                    case CLOSED -> CloseMemberMoneyResponse.Outcome.OUTCOME_CLOSED;
                    case MONEY_LEFT -> CloseMemberMoneyResponse.Outcome.OUTCOME_MONEY_LEFT;
                    case MONEY_HELD -> CloseMemberMoneyResponse.Outcome.OUTCOME_MONEY_HELD;
                    case RECHARGE_UNDER_WAY ->
                            CloseMemberMoneyResponse.Outcome.OUTCOME_RECHARGE_UNDER_WAY;
                };
        return CloseMemberMoneyResponse.newBuilder().setOutcome(outcome).build();
    }

    static DecreaseMoneyResponse decreased(MembershipId owner, Corrected corrected) {
        return DecreaseMoneyResponse.newBuilder()
                .setTransferId(corrected.by().map(TransferId::toString).orElse(""))
                .setMemberMoney(memberMoney(owner, Balance.of(corrected.after())))
                .build();
    }

    static ListMoneyChangesResponse changes(EntryPage page) {
        var message = ListMoneyChangesResponse.newBuilder();
        page.entries().forEach(entry -> message.addMoneyChanges(change(entry)));
        page.next().ifPresent(next -> message.setNextPageToken(token(next.value())));
        return message.build();
    }

    static ListRechargesResponse recharges(RechargePage page) {
        var message = ListRechargesResponse.newBuilder();
        page.recharges().forEach(r -> message.addRecharges(RechargeProtos.message(r)));
        page.last().ifPresent(last -> message.setNextPageToken(token(last.value())));
        return message.build();
    }

    static Optional<TransferId> transferId(String token) {
        return PageToken.parse(token, 1).map(parsed -> new TransferId(parsed.uuid(0)));
    }

    static Optional<RechargeId> rechargeId(String token) {
        return PageToken.parse(token, 1).map(parsed -> new RechargeId(parsed.uuid(0)));
    }

    private static String token(UUID last) {
        return PageToken.of(last).encode();
    }

    private static MemberMoney memberMoney(MembershipId owner, Balance balance) {
        return MemberMoney.newBuilder()
                .setMembershipId(owner.toString())
                .setAvailable(Protos.proto(balance.available()))
                .setHeld(Protos.proto(balance.held()))
                .setTotal(Protos.proto(balance.posted()))
                .build();
    }

    private static MoneyChange change(Entry entry) {
        return MoneyChange.newBuilder()
                .setTransferId(entry.id().toString())
                .setCode(entry.purpose().code().name())
                .setAmount(Protos.proto(entry.amount()))
                .setBalanceAfter(Protos.proto(entry.balanceAfter()))
                .setCounterparty(entry.counterparty().value())
                .setReference(entry.purpose().reference())
                .setPostTime(Protos.proto(entry.at()))
                .build();
    }
}
