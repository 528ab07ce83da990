package io.mypay.money.member;

import static io.mypay.kit.auth.Role.CX;
import static io.mypay.kit.auth.Role.SERVICE;
import static io.mypay.kit.auth.Role.STAFF;

import io.mypay.kit.auth.Caller;
import io.mypay.kit.auth.Role;
import io.mypay.kit.grpc.Protos;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.idempotency.RequestKey;
import io.mypay.kit.money.Money;
import io.mypay.kit.page.PageSize;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.mypay.money.ledger.Balance;
import io.mypay.money.recharge.Recharge;
import io.mypay.money.recharge.RechargeId;
import io.mypay.money.recharge.RechargeOrder;
import io.mypay.money.recharge.RechargeProtos;
import io.mypay.money.recharge.Recharges;
import io.mypay.money.recharge.RegisteredBankAccountId;
import io.mypay.money.v1.CloseMemberMoneyRequest;
import io.mypay.money.v1.CloseMemberMoneyResponse;
import io.mypay.money.v1.DecreaseMoneyRequest;
import io.mypay.money.v1.DecreaseMoneyResponse;
import io.mypay.money.v1.ExportStatementRequest;
import io.mypay.money.v1.ExportStatementResponse;
import io.mypay.money.v1.GetMemberMoneyRequest;
import io.mypay.money.v1.GetMemberMoneyResponse;
import io.mypay.money.v1.GetRechargeRequest;
import io.mypay.money.v1.GetRechargeResponse;
import io.mypay.money.v1.IncreaseMoneyRequest;
import io.mypay.money.v1.IncreaseMoneyResponse;
import io.mypay.money.v1.ListMoneyChangesRequest;
import io.mypay.money.v1.ListMoneyChangesResponse;
import io.mypay.money.v1.ListRechargesRequest;
import io.mypay.money.v1.ListRechargesResponse;
import io.mypay.money.v1.ListStuckRechargesRequest;
import io.mypay.money.v1.ListStuckRechargesResponse;
import io.mypay.money.v1.MoneyService;
import io.mypay.money.v1.RequestRechargeRequest;
import io.mypay.money.v1.RequestRechargeResponse;
import io.mypay.money.v1.WatchRechargeRequest;
import io.mypay.money.v1.WatchRechargeResponse;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.Currency;
import java.util.Optional;

/** Money as members, merchants and staff reach it. */
@GrpcService
public class MoneyEndpoint implements MoneyService {
    private static final String MEMBERSHIP = "membership";

    private final Balances balances;
    private final Recharges recharges;
    private final Corrections corrections;
    private final Closings closings;
    private final Statements statements;

    MoneyEndpoint(
            Balances balances,
            Recharges recharges,
            Corrections corrections,
            Closings closings,
            Statements statements) {
        this.statements = statements;
        this.balances = balances;
        this.recharges = recharges;
        this.corrections = corrections;
        this.closings = closings;
    }

    @Override
    public Uni<GetMemberMoneyResponse> getMemberMoney(GetMemberMoneyRequest request) {
        var owner = reach(request.getMembershipId(), CX, STAFF, SERVICE);
        var currency = currency(request.getCurrencyCode());
        var balance =
                request.hasAsOf()
                        ? balances.of(owner, currency, Protos.instant("as_of", request.getAsOf()))
                        : balances.of(owner, currency).map(Balance::of);
        return balance.map(found -> MoneyProtos.money(owner, found));
    }

    @Override
    public Multi<ExportStatementResponse> exportStatement(ExportStatementRequest request) {
        var owner = reach(request.getMembershipId(), CX, STAFF);
        return statements
                .export(owner, currency(request.getCurrencyCode()), StatementProtos.period(request))
                .map(StatementProtos::response);
    }

    @Override
    public Uni<ListMoneyChangesResponse> listMoneyChanges(ListMoneyChangesRequest request) {
        var owner = reach(request.getMembershipId(), CX, STAFF);
        var size = PageSize.of(request.getPageSize());
        return balances.changes(owner, size, MoneyProtos.transferId(request.getPageToken()))
                .map(MoneyProtos::changes);
    }

    @Override
    public Uni<RequestRechargeResponse> requestRecharge(RequestRechargeRequest request) {
        var member = reach(request.getMembershipId(), SERVICE);
        var order = new RechargeOrder(member, Protos.money(request.getAmount()), from(request));
        return request.getValidateOnly()
                ? recharges.quote(order)
                : recharges.request(RequestKey.of(Caller.current(), request), order);
    }

    @Override
    public Uni<GetRechargeResponse> getRecharge(GetRechargeRequest request) {
        return recharge(request.getRechargeId())
                .map(recharge ->
                        GetRechargeResponse.newBuilder()
                                .setRecharge(RechargeProtos.message(recharge))
                                .build());
    }

    @Override
    public Uni<ListRechargesResponse> listRecharges(ListRechargesRequest request) {
        var member = reach(request.getMembershipId(), CX, STAFF);
        var size = PageSize.of(request.getPageSize());
        return recharges
                .list(member, size, MoneyProtos.rechargeId(request.getPageToken()))
                .map(MoneyProtos::recharges);
    }

    @Override
    public Multi<WatchRechargeResponse> watchRecharge(WatchRechargeRequest request) {
        return recharge(request.getRechargeId())
                .onItem()
                .transformToMulti(recharge -> recharges.watch(recharge.id()))
                .map(recharge ->
                        WatchRechargeResponse.newBuilder()
                                .setRecharge(RechargeProtos.message(recharge))
                                .build());
    }

    @Override
    public Uni<ListStuckRechargesResponse> listStuckRecharges(ListStuckRechargesRequest request) {
        return recharges
                .stuck(request.getPageSize(), request.getPageToken())
                .map(page ->
                        ListStuckRechargesResponse.newBuilder()
                                .addAllStuck(page.stuck())
                                .setNextPageToken(page.nextPageToken())
                                .build());
    }

    @Override
    public Uni<IncreaseMoneyResponse> increaseMoney(IncreaseMoneyRequest request) {
        var correction =
                new Correction(
                        MembershipId.parse(request.getMembershipId()),
                        Correction.Direction.INCREASE,
                        Protos.money(request.getAmount()),
                        request.getReason(),
                        Caller.current().subject(),
                        request.getRequestId());
        if (request.getValidateOnly()) {
            return corrections
                    .quote(correction)
                    .map(c -> MoneyProtos.increased(correction.member(), c));
        }
        return corrections.make(
                RequestKey.of(Caller.current(), request),
                IncreaseMoneyResponse.getDefaultInstance(),
                correction,
                c -> MoneyProtos.increased(correction.member(), c));
    }

    @Override
    public Uni<DecreaseMoneyResponse> decreaseMoney(DecreaseMoneyRequest request) {
        var correction =
                new Correction(
                        MembershipId.parse(request.getMembershipId()),
                        Correction.Direction.DECREASE,
                        Protos.money(request.getAmount()),
                        request.getReason(),
                        Caller.current().subject(),
                        request.getRequestId());
        if (request.getValidateOnly()) {
            return corrections
                    .quote(correction)
                    .map(c -> MoneyProtos.decreased(correction.member(), c));
        }
        return corrections.make(
                RequestKey.of(Caller.current(), request),
                DecreaseMoneyResponse.getDefaultInstance(),
                correction,
                c -> MoneyProtos.decreased(correction.member(), c));
    }

    @Override
    public Uni<CloseMemberMoneyResponse> closeMemberMoney(CloseMemberMoneyRequest request) {
        var caller = Caller.current();
        requireMembership(caller);
        var owner = MembershipId.parse(request.getMembershipId());
        return closings.close(RequestKey.of(caller, request), owner);
    }

    // Only who ends memberships may end their money: nothing opens it again.
    private static void requireMembership(Caller caller) {
        if (!caller.subject().equals(MEMBERSHIP)) {
            throw new Refused(new Common.NotYours());
        }
    }

    /** A recharge that the caller may see. */
    private Uni<Recharge> recharge(String id) {
        var caller = Caller.current();
        return recharges
                .get(RechargeId.parse(id))
                .invoke(recharge -> caller.mustBe(recharge.terms().member(), CX, STAFF, SERVICE));
    }

    private static MembershipId reach(String membershipId, Role... orRoles) {
        var owner = MembershipId.parse(membershipId);
        Caller.current().mustBe(owner, orRoles);
        return owner;
    }

    private static Optional<RegisteredBankAccountId> from(RequestRechargeRequest request) {
        return request.getRegisteredBankAccountId().isEmpty()
                ? Optional.empty()
                : Optional.of(RegisteredBankAccountId.parse(request.getRegisteredBankAccountId()));
    }

    private static Currency currency(String code) {
        try {
            return code.isEmpty() ? Money.KRW : Currency.getInstance(code);
        } catch (IllegalArgumentException _) {
            throw new Refused(new Common.InvalidField("currency_code", "must be an ISO 4217 code"));
        }
    }
}
