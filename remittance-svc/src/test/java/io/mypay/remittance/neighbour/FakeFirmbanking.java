package io.mypay.remittance.neighbour;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.mypay.banking.v1.Firmbanking;
import io.mypay.banking.v1.FirmbankingServiceGrpc;
import io.mypay.banking.v1.GetFirmbankingRequest;
import io.mypay.banking.v1.GetFirmbankingResponse;
import io.mypay.banking.v1.RequestFirmbankingRequest;
import io.mypay.banking.v1.RequestFirmbankingResponse;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.testing.neighbour.Answers;
import io.mypay.kit.testing.neighbour.Outages;
import io.mypay.kit.testing.neighbour.Outages.Operation;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Banking as remittance commands it; firmbankings end as it is told, at once or later. */
public final class FakeFirmbanking implements FirmbankingServiceGrpc.AsyncService {
    private final Outages outages;
    private final Map<String, RequestFirmbankingRequest> requests = new HashMap<>();
    private final Map<String, Firmbanking> byOrigin = new HashMap<>();
    private final Map<String, Firmbanking.State> plans = new HashMap<>();
    private final Map<String, String> refusals = new HashMap<>();

    FakeFirmbanking(Outages outages) {
        this.outages = outages;
    }

    /** How the member's firmbankings will stand right after their request; SUCCEEDED by itself. */
    public synchronized void firmbankingsWillBe(MembershipId member, Firmbanking.State state) {
        plans.put(member.toString(), state);
    }

    public synchronized void firmbankingsWillBeRefused(MembershipId member, String reason) {
        refusals.put(member.toString(), reason);
    }

    /** Ends one that was left open. */
    public synchronized Firmbanking end(String origin, Firmbanking.State state) {
        var ended = byOrigin.get(origin).toBuilder().setState(state);
        if (state == Firmbanking.State.STATE_FAILED) {
            ended.setFailureReason("ACCOUNT_CLOSED");
        }
        byOrigin.put(origin, ended.build());
        return ended.build();
    }

    public synchronized Optional<Firmbanking> of(String origin) {
        return Optional.ofNullable(byOrigin.get(origin));
    }

    @Override
    public void requestFirmbanking(
            RequestFirmbankingRequest request, StreamObserver<RequestFirmbankingResponse> caller) {
        Answers.answer(caller, () -> request(request));
    }

    private synchronized RequestFirmbankingResponse request(RequestFirmbankingRequest request) {
        var member = request.getMembershipId();
        outages.before(Operation.FIRMBANKING, member);
        var refusal = refusals.get(member);
        if (refusal != null) {
            throw Answers.error(Status.Code.FAILED_PRECONDITION, refusal);
        }
        var first = requests.computeIfAbsent(request.getOriginId(), _ -> begin(request));
        if (!first.equals(request)) {
            throw Answers.error(Status.Code.ALREADY_EXISTS, "ORIGIN_REUSED");
        }
        outages.after(Operation.FIRMBANKING, member);
        return RequestFirmbankingResponse.newBuilder()
                .setFirmbanking(byOrigin.get(request.getOriginId()))
                .build();
    }

    private RequestFirmbankingRequest begin(RequestFirmbankingRequest request) {
        var plan = plans.getOrDefault(request.getMembershipId(), Firmbanking.State.STATE_SUCCEEDED);
        var firmbanking =
                Firmbanking.newBuilder()
                        .setFirmbankingId(Uuid7.next(Instant.now()).toString())
                        .setOrigin(request.getOrigin())
                        .setOriginId(request.getOriginId())
                        .setMembershipId(request.getMembershipId())
                        .setDirection(request.getDirection())
                        .setBankAccount(request.getBankAccount())
                        .setAmount(request.getAmount())
                        .setState(plan);
        if (plan == Firmbanking.State.STATE_FAILED) {
            firmbanking.setFailureReason("NO_SUCH_ACCOUNT");
        }
        byOrigin.put(request.getOriginId(), firmbanking.build());
        return request;
    }

    @Override
    public void getFirmbanking(
            GetFirmbankingRequest request, StreamObserver<GetFirmbankingResponse> caller) {
        Answers.answer(caller, () -> standing(request.getOriginId()));
    }

    private synchronized GetFirmbankingResponse standing(String origin) {
        var found = byOrigin.get(origin);
        if (found == null) {
            throw Answers.error(Status.Code.NOT_FOUND, "NOT_FOUND");
        }
        outages.before(Operation.FIRMBANKING_STANDING, found.getMembershipId());
        return GetFirmbankingResponse.newBuilder().setFirmbanking(found).build();
    }
}
