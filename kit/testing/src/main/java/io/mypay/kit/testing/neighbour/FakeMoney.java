package io.mypay.kit.testing.neighbour;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.mypay.kit.grpc.Protos;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.money.Money;
import io.mypay.kit.testing.neighbour.Outages.Operation;
import io.mypay.money.v1.CloseMemberMoneyRequest;
import io.mypay.money.v1.CloseMemberMoneyResponse;
import io.mypay.money.v1.CloseMemberMoneyResponse.Outcome;
import io.mypay.money.v1.GetMemberMoneyRequest;
import io.mypay.money.v1.GetMemberMoneyResponse;
import io.mypay.money.v1.GetRechargeRequest;
import io.mypay.money.v1.GetRechargeResponse;
import io.mypay.money.v1.MemberMoney;
import io.mypay.money.v1.MoneyServiceGrpc;
import io.mypay.money.v1.Recharge;
import io.mypay.money.v1.RequestRechargeRequest;
import io.mypay.money.v1.RequestRechargeResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Money as its callers see it; recharges and closings end as it is told, at once or later. */
public final class FakeMoney implements MoneyServiceGrpc.AsyncService {
    private record First(RequestRechargeRequest request, String rechargeId) {}

    private record Closing(CloseMemberMoneyRequest request, Outcome outcome) {}

    private final Outages outages;
    private final FakeAccounts accounts;
    private final FakeBanking banking;
    private final Map<String, First> requests = new HashMap<>();
    private final Map<String, Recharge> recharges = new HashMap<>();
    private final Map<String, Recharge.State> plans = new HashMap<>();
    private final Map<String, String> refusals = new HashMap<>();
    private final Map<String, Closing> closings = new HashMap<>();
    private final Map<String, Outcome> obstacles = new HashMap<>();

    public FakeMoney(Outages outages, FakeAccounts accounts, FakeBanking banking) {
        this.outages = outages;
        this.accounts = accounts;
        this.banking = banking;
    }

    /** How the member's recharges will stand right after their request; SUCCEEDED by itself. */
    public synchronized void rechargesWillBe(MembershipId member, Recharge.State state) {
        plans.put(member.toString(), state);
    }

    public synchronized void rechargesWillBeRefused(MembershipId member, String reason) {
        refusals.put(member.toString(), reason);
    }

    public synchronized List<Recharge> recharges(MembershipId member) {
        return recharges.values().stream()
                .filter(one -> one.getMembershipId().equals(member.toString()))
                .toList();
    }

    /** What stands against closing the member's accounts; nothing does, by itself or if CLOSED. */
    public synchronized void closingsWillBe(MembershipId member, Outcome outcome) {
        obstacles.put(member.toString(), outcome);
    }

    /** What the closings of the member's accounts came to, each request once. */
    public synchronized List<Outcome> closings(MembershipId member) {
        return closings.values().stream()
                .filter(one -> one.request().getMembershipId().equals(member.toString()))
                .map(Closing::outcome)
                .toList();
    }

    /** Ends a recharge that was left open. */
    public synchronized void end(String rechargeId, Recharge.State state) {
        var recharge = recharges.get(rechargeId);
        recharges.put(rechargeId, recharge.toBuilder().setState(state).build());
        if (state == Recharge.State.STATE_SUCCEEDED) {
            credit(recharge);
        }
    }

    @Override
    public void getMemberMoney(
            GetMemberMoneyRequest request, StreamObserver<GetMemberMoneyResponse> caller) {
        Answers.answer(caller, () -> money(request.getMembershipId()));
    }

    private GetMemberMoneyResponse money(String member) {
        outages.before(Operation.BALANCE, member);
        var id = MembershipId.parse(member);
        if (!accounts.isOpen(id)) {
            throw Answers.error(Status.Code.NOT_FOUND, "NOT_FOUND");
        }
        var money =
                MemberMoney.newBuilder()
                        .setMembershipId(member)
                        .setAvailable(Protos.proto(Money.krw(accounts.available(id))));
        return GetMemberMoneyResponse.newBuilder().setMemberMoney(money).build();
    }

    @Override
    public void requestRecharge(
            RequestRechargeRequest request, StreamObserver<RequestRechargeResponse> caller) {
        Answers.answer(caller, () -> recharge(request));
    }

    private synchronized RequestRechargeResponse recharge(RequestRechargeRequest request) {
        var member = request.getMembershipId();
        outages.before(Operation.RECHARGE, member);
        refusal(member)
                .ifPresent(reason -> {
                    throw Answers.error(Status.Code.FAILED_PRECONDITION, reason);
                });
        var first = requests.computeIfAbsent(request.getRequestId(), _ -> begin(request));
        if (!first.request().equals(request)) {
            throw Answers.error(Status.Code.ALREADY_EXISTS, "REQUEST_ID_REUSED");
        }
        outages.after(Operation.RECHARGE, member);
        var answer = recharges.get(first.rechargeId()).toBuilder();
        return RequestRechargeResponse.newBuilder()
                .setRecharge(answer.setState(Recharge.State.STATE_REQUESTED))
                .build();
    }

    private Optional<String> refusal(String member) {
        return banking.isRegistered(member)
                ? Optional.ofNullable(refusals.get(member))
                : Optional.of("NO_REGISTERED_BANK_ACCOUNT");
    }

    private First begin(RequestRechargeRequest request) {
        var plan = plans.getOrDefault(request.getMembershipId(), Recharge.State.STATE_SUCCEEDED);
        var recharge =
                Recharge.newBuilder()
                        .setRechargeId(Uuid7.next(Instant.now()).toString())
                        .setMembershipId(request.getMembershipId())
                        .setAmount(request.getAmount())
                        .setState(plan);
        if (plan == Recharge.State.STATE_FAILED) {
            recharge.setFailureReason("ACCOUNT_CLOSED");
        }
        var begun = recharge.build();
        recharges.put(begun.getRechargeId(), begun);
        if (plan == Recharge.State.STATE_SUCCEEDED) {
            credit(begun);
        }
        return new First(request, begun.getRechargeId());
    }

    private void credit(Recharge recharge) {
        accounts.credit(
                MembershipId.parse(recharge.getMembershipId()),
                recharge.getAmount().getMinorUnits());
    }

    @Override
    public void closeMemberMoney(
            CloseMemberMoneyRequest request, StreamObserver<CloseMemberMoneyResponse> caller) {
        Answers.answer(caller, () -> close(request));
    }

    private synchronized CloseMemberMoneyResponse close(CloseMemberMoneyRequest request) {
        var member = request.getMembershipId();
        outages.before(Operation.CLOSING, member);
        var first = closings.computeIfAbsent(request.getRequestId(), _ -> decide(request));
        if (!first.request().equals(request)) {
            throw Answers.error(Status.Code.ALREADY_EXISTS, "REQUEST_ID_REUSED");
        }
        outages.after(Operation.CLOSING, member);
        return CloseMemberMoneyResponse.newBuilder().setOutcome(first.outcome()).build();
    }

    private Closing decide(CloseMemberMoneyRequest request) {
        var member = request.getMembershipId();
        var outcome = obstacles.getOrDefault(member, Outcome.OUTCOME_CLOSED);
        if (outcome == Outcome.OUTCOME_CLOSED) {
            accounts.close(MembershipId.parse(member));
        }
        return new Closing(request, outcome);
    }

    @Override
    public void getRecharge(
            GetRechargeRequest request, StreamObserver<GetRechargeResponse> caller) {
        Answers.answer(caller, () -> standing(request.getRechargeId()));
    }

    private synchronized GetRechargeResponse standing(String id) {
        var recharge = recharges.get(id);
        if (recharge == null) {
            throw Answers.error(Status.Code.NOT_FOUND, "NOT_FOUND");
        }
        outages.before(Operation.RECHARGE_STANDING, recharge.getMembershipId());
        return GetRechargeResponse.newBuilder().setRecharge(recharge).build();
    }
}
