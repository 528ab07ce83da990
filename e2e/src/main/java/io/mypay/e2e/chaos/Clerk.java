package io.mypay.e2e.chaos;

import static io.mypay.e2e.World.requestId;

import com.google.type.Date;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.mypay.e2e.Errors;
import io.mypay.e2e.MyPay;
import io.mypay.settlement.v1.ConfirmSettlementRequest;
import io.mypay.settlement.v1.GetSettlementRunRequest;
import io.mypay.settlement.v1.ListSettlementsRequest;
import io.mypay.settlement.v1.RetryPayoutRequest;
import io.mypay.settlement.v1.RunSettlementRequest;
import io.mypay.settlement.v1.Settlement;
import io.mypay.settlement.v1.SettlementRun;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Settles the business date in the middle of everything: runs it, confirms it, and asks for failed
 * payouts again until every merchant of the crowd is paid; others on the same stack may have no
 * bank account at all. Several clerks do the same at once.
 */
final class Clerk implements Runnable {

    private static final long BETWEEN_NANOS = Duration.ofMillis(500).toNanos();

    /** More than a stack has merchants. */
    private static final int PAGE = 1000;

    private static final Set<Settlement.State> ENDS =
            Set.of(Settlement.State.STATE_PAID, Settlement.State.STATE_CARRIED_OVER);

    private final Person staff;
    private final Sender sender;
    private final MyPay connections;
    private final Date date;
    private final BooleanSupplier givesUp;
    private final Set<String> merchants;

    Clerk(Crowd crowd, Sender sender, MyPay connections, Date date, BooleanSupplier givesUp) {
        this.staff = crowd.staff();
        this.merchants =
                crowd.merchants().stream()
                        .map(Person::membershipId)
                        .collect(Collectors.toUnmodifiableSet());
        this.sender = sender;
        this.connections = connections;
        this.date = date;
        this.givesUp = givesUp;
    }

    /** Whether a date is settled already; what is paid later belongs to the next one. */
    static boolean isClosed(MyPay staff, Date date) {
        try {
            return staff.settlements()
                    .getSettlementRun(
                            GetSettlementRunRequest.newBuilder().setBusinessDate(date).build())
                    .hasSettlementRun();
        } catch (StatusRuntimeException e) {
            if (Errors.code(e) == Status.Code.NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void run() {
        Optional<SettlementRun> started =
                sender.send(runs(), connections).map(SettlementRun.class::cast);
        while (started.isPresent() && !givesUp.getAsBoolean()) {
            if (isPaid(started.get().getSettlementRunId())) {
                return;
            }
            LockSupport.parkNanos(BETWEEN_NANOS);
        }
    }

    private boolean isPaid(String runId) {
        return switch (looking(() -> run(runId).getState(), unknown())) {
            case STATE_CALCULATED -> {
                sender.send(confirms(runId), connections);
                yield false;
            }
            case STATE_PAYING -> looking(this::isEachPaid, false);
            case STATE_COMPLETED -> true;
            default -> false;
        };
    }

    private static SettlementRun.State unknown() {
        return SettlementRun.State.STATE_UNSPECIFIED;
    }

    /** Looking needs no journal: without an answer it looks again, a moment later. */
    private <T> T looking(Supplier<T> look, T instead) {
        try {
            return look.get();
        } catch (StatusRuntimeException _) {
            connections.reconnect();
            return instead;
        }
    }

    private SettlementRun run(String runId) {
        return staff.through(connections)
                .settlements()
                .getSettlementRun(
                        GetSettlementRunRequest.newBuilder().setSettlementRunId(runId).build())
                .getSettlementRun();
    }

    private boolean isEachPaid() {
        List<Settlement> ours =
                staff
                        .through(connections)
                        .settlements()
                        .listSettlements(
                                ListSettlementsRequest.newBuilder()
                                        .setBusinessDate(date)
                                        .setPageSize(PAGE)
                                        .build())
                        .getSettlementsList()
                        .stream()
                        .filter(one -> merchants.contains(one.getMerchantMembershipId()))
                        .toList();
        ours.stream()
                .filter(one -> one.getState() == Settlement.State.STATE_PAYOUT_FAILED)
                .forEach(failed -> sender.send(retries(failed), connections));
        return ours.stream().allMatch(one -> ENDS.contains(one.getState()));
    }

    private Command runs() {
        RunSettlementRequest request =
                RunSettlementRequest.newBuilder()
                        .setRequestId(requestId())
                        .setBusinessDate(date)
                        .build();
        return new Command(
                Command.Kind.SETTLEMENT_RUN,
                request.getRequestId(),
                staff,
                0,
                calls -> calls.settlements().runSettlement(request).getSettlementRun());
    }

    private Command confirms(String runId) {
        ConfirmSettlementRequest request =
                ConfirmSettlementRequest.newBuilder()
                        .setRequestId(requestId())
                        .setSettlementRunId(runId)
                        .build();
        return new Command(
                Command.Kind.CONFIRMATION,
                request.getRequestId(),
                staff,
                0,
                calls -> calls.settlements().confirmSettlement(request).getSettlementRun());
    }

    private Command retries(Settlement failed) {
        RetryPayoutRequest request =
                RetryPayoutRequest.newBuilder()
                        .setRequestId(requestId())
                        .setSettlementId(failed.getSettlementId())
                        .build();
        return new Command(
                Command.Kind.PAYOUT_RETRY,
                request.getRequestId(),
                staff,
                0,
                calls -> calls.settlements().retryPayout(request).getSettlement());
    }
}
