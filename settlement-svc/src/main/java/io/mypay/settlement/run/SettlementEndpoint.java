package io.mypay.settlement.run;

import io.mypay.kit.auth.Caller;
import io.mypay.kit.auth.Role;
import io.mypay.kit.grpc.Deadlines;
import io.mypay.kit.grpc.Protos;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.idempotency.RequestKey;
import io.mypay.kit.idempotency.Requests;
import io.mypay.kit.page.PageSize;
import io.mypay.kit.page.PageToken;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.mypay.kit.watch.Changes;
import io.mypay.settlement.merchant.Payouts;
import io.mypay.settlement.merchant.RunId;
import io.mypay.settlement.merchant.SettlementFilter;
import io.mypay.settlement.merchant.SettlementId;
import io.mypay.settlement.merchant.SettlementPage;
import io.mypay.settlement.merchant.Settlements;
import io.mypay.settlement.v1.ConfirmSettlementRequest;
import io.mypay.settlement.v1.ConfirmSettlementResponse;
import io.mypay.settlement.v1.GetSettlementRunRequest;
import io.mypay.settlement.v1.GetSettlementRunResponse;
import io.mypay.settlement.v1.ListSettlementsRequest;
import io.mypay.settlement.v1.ListSettlementsResponse;
import io.mypay.settlement.v1.ListStuckPayoutsRequest;
import io.mypay.settlement.v1.ListStuckPayoutsResponse;
import io.mypay.settlement.v1.ListStuckSettlementRunsRequest;
import io.mypay.settlement.v1.ListStuckSettlementRunsResponse;
import io.mypay.settlement.v1.RetryPayoutRequest;
import io.mypay.settlement.v1.RetryPayoutResponse;
import io.mypay.settlement.v1.RunSettlementRequest;
import io.mypay.settlement.v1.RunSettlementResponse;
import io.mypay.settlement.v1.Settlement;
import io.mypay.settlement.v1.SettlementService;
import io.mypay.settlement.v1.WatchSettlementRunRequest;
import io.mypay.settlement.v1.WatchSettlementRunResponse;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;

/** mypay.settlement.v1.SettlementService. */
@GrpcService
public class SettlementEndpoint implements SettlementService {
    /** How long RunSettlement waits for the calculation; the caller needs some time of its own. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration MARGIN = Duration.ofMillis(500);
    private static final String STATE_PREFIX = "STATE_";

    private final Runs runs;
    private final RunSteps steps;
    private final Settlements settlements;
    private final Payouts payouts;
    private final Requests requests;
    private final Changes changes;
    private final InstantSource clock;

    SettlementEndpoint(
            Runs runs,
            RunSteps steps,
            Settlements settlements,
            Payouts payouts,
            Requests requests,
            Changes changes,
            InstantSource clock) {
        this.runs = runs;
        this.steps = steps;
        this.settlements = settlements;
        this.payouts = payouts;
        this.requests = requests;
        this.changes = changes;
        this.clock = clock;
    }

    @Override
    public Uni<RunSettlementResponse> runSettlement(RunSettlementRequest request) {
        var date = Protos.date("business_date", request.getBusinessDate());
        if (request.getValidateOnly()) {
            return runs.preview(date, clock.instant())
                    .map(RunMessages::message)
                    .map(SettlementEndpoint::runResponse);
        }
        var by = Caller.current();
        var patience = Deadlines.remainingAtMost(PATIENCE.plus(MARGIN)).minus(MARGIN);
        return requests.once(
                        RequestKey.of(by, request),
                        RunSettlementResponse.getDefaultInstance(),
                        tx ->
                                runs.run(tx, date, by.subject(), clock.instant())
                                        .map(RunMessages::message)
                                        .map(SettlementEndpoint::runResponse))
                .map(first -> RunId.parse(first.getSettlementRun().getSettlementRunId()))
                .chain(id -> reached(id, patience))
                .map(RunMessages::message)
                .map(SettlementEndpoint::runResponse);
    }

    @Override
    public Uni<GetSettlementRunResponse> getSettlementRun(GetSettlementRunRequest request) {
        return find(request)
                .map(run ->
                        GetSettlementRunResponse.newBuilder()
                                .setSettlementRun(RunMessages.message(run))
                                .build());
    }

    @Override
    public Multi<WatchSettlementRunResponse> watchSettlementRun(WatchSettlementRunRequest request) {
        var id = RunId.parse(request.getSettlementRunId());
        return changes.watch(id.toString(), () -> runs.current(id), SettlementEndpoint::isFinal)
                .map(run ->
                        WatchSettlementRunResponse.newBuilder()
                                .setSettlementRun(RunMessages.message(run))
                                .build());
    }

    @Override
    public Uni<ListSettlementsResponse> listSettlements(ListSettlementsRequest request) {
        var filter = filter(request);
        requireOwn(Caller.current(), filter.merchant());
        return settlements
                .list(
                        filter,
                        PageToken.parse(request.getPageToken(), 2),
                        PageSize.of(request.getPageSize()))
                .map(SettlementEndpoint::listResponse);
    }

    @Override
    public Uni<ConfirmSettlementResponse> confirmSettlement(ConfirmSettlementRequest request) {
        var id = RunId.parse(request.getSettlementRunId());
        var by = Caller.current();
        return requests.once(
                        RequestKey.of(by, request),
                        ConfirmSettlementResponse.getDefaultInstance(),
                        tx ->
                                runs.confirm(tx, id, by.subject(), clock.instant())
                                        .map(SettlementEndpoint::confirmResponse))
                .invoke(() -> steps.advance(id));
    }

    @Override
    public Uni<RetryPayoutResponse> retryPayout(RetryPayoutRequest request) {
        var id = SettlementId.parse(request.getSettlementId());
        var by = Caller.current();
        return requests.once(
                RequestKey.of(by, request),
                RetryPayoutResponse.getDefaultInstance(),
                tx ->
                        payouts.retry(tx, id, by.subject(), clock.instant())
                                .map(SettlementEndpoint::retryResponse));
    }

    @Override
    public Uni<ListStuckSettlementRunsResponse> listStuckSettlementRuns(
            ListStuckSettlementRunsRequest request) {
        return runs.stuck(request.getPageSize(), request.getPageToken())
                .map(page ->
                        ListStuckSettlementRunsResponse.newBuilder()
                                .addAllStuck(page.stuck())
                                .setNextPageToken(page.nextPageToken())
                                .build());
    }

    @Override
    public Uni<ListStuckPayoutsResponse> listStuckPayouts(ListStuckPayoutsRequest request) {
        return settlements
                .stuckPayouts(request.getPageSize(), request.getPageToken())
                .map(page ->
                        ListStuckPayoutsResponse.newBuilder()
                                .addAllStuck(page.stuck())
                                .setNextPageToken(page.nextPageToken())
                                .build());
    }

    // The calculation goes on without us; a failure of it was logged and is the sweeper's, so what
    // counts here is how far the run came.
    private Uni<SettlementRun> reached(RunId id, Duration patience) {
        return steps.advance(id)
                .ifNoItem()
                .after(patience.isPositive() ? patience : Duration.ofMillis(1))
                .fail()
                .onFailure()
                .recoverWithNull()
                .chain(() -> runs.current(id));
    }

    private Uni<SettlementRun> find(GetSettlementRunRequest request) {
        return switch (request.getKeyCase()) {
            case SETTLEMENT_RUN_ID -> runs.get(RunId.parse(request.getSettlementRunId()));
            case BUSINESS_DATE -> runs.get(Protos.date("business_date", request.getBusinessDate()));
            case KEY_NOT_SET ->
                    throw new Refused(new Common.InvalidField("key", "must name a run"));
        };
    }

    private static SettlementFilter filter(ListSettlementsRequest request) {
        return new SettlementFilter(
                present(request.getMerchantMembershipId())
                        .map(id -> MembershipId.parse("merchant_membership_id", id)),
                date(request),
                state(request.getState()));
    }

    private static Optional<LocalDate> date(ListSettlementsRequest request) {
        return request.hasBusinessDate()
                ? Optional.of(Protos.date("business_date", request.getBusinessDate()))
                : Optional.empty();
    }

    private static Optional<String> state(Settlement.State state) {
        return state == Settlement.State.STATE_UNSPECIFIED
                ? Optional.empty()
                : Optional.of(state.name().substring(STATE_PREFIX.length()));
    }

    private static Optional<String> present(String text) {
        return Optional.of(text).filter(some -> !some.isEmpty());
    }

    // A merchant that names nobody would get everybody's.
    private static void requireOwn(Caller caller, Optional<MembershipId> merchant) {
        if (merchant.isPresent()) {
            caller.mustBe(merchant.get(), Role.STAFF);
            return;
        }
        if (!caller.has(Role.STAFF)) {
            throw new Refused(new Common.NotYours());
        }
    }

    private static boolean isFinal(SettlementRun run) {
        return run instanceof SettlementRun.Completed;
    }

    private static RunSettlementResponse runResponse(io.mypay.settlement.v1.SettlementRun run) {
        return RunSettlementResponse.newBuilder().setSettlementRun(run).build();
    }

    private static ConfirmSettlementResponse confirmResponse(SettlementRun run) {
        return ConfirmSettlementResponse.newBuilder()
                .setSettlementRun(RunMessages.message(run))
                .build();
    }

    private static RetryPayoutResponse retryResponse(
            io.mypay.settlement.merchant.Settlement settlement) {
        return RetryPayoutResponse.newBuilder()
                .setSettlement(RunMessages.message(settlement))
                .build();
    }

    private static ListSettlementsResponse listResponse(SettlementPage page) {
        var response = ListSettlementsResponse.newBuilder();
        page.settlements().forEach(one -> response.addSettlements(RunMessages.message(one)));
        if (page.hasMore()) {
            var last = page.settlements().getLast().calculation();
            var token = PageToken.of(last.businessDate().toEpochDay(), last.id());
            response.setNextPageToken(token.encode());
        }
        return response.build();
    }
}
