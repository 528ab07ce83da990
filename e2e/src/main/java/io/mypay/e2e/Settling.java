package io.mypay.e2e;

import static io.mypay.e2e.World.requestId;

import com.google.type.Date;
import io.mypay.settlement.v1.ConfirmSettlementRequest;
import io.mypay.settlement.v1.ListSettlementsRequest;
import io.mypay.settlement.v1.RunSettlementRequest;
import io.mypay.settlement.v1.Settlement;
import io.mypay.settlement.v1.SettlementRun;
import io.mypay.settlement.v1.WatchSettlementRunRequest;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** How staff settle a business date, and what a merchant sees of it. */
public final class Settling {

    private static final ZoneId BUSINESS_ZONE = ZoneId.of("Asia/Seoul");

    private final Actor staff;

    public Settling(Actor staff) {
        this.staff = staff;
    }

    /** What would be settled now; nothing is closed. */
    public SettlementRun preview(Date date) {
        return run(date, true);
    }

    public SettlementRun run(Date date) {
        return run(date, false);
    }

    public SettlementRun confirm(SettlementRun run) {
        return staff.calls()
                .settlements()
                .confirmSettlement(
                        ConfirmSettlementRequest.newBuilder()
                                .setRequestId(requestId())
                                .setSettlementRunId(run.getSettlementRunId())
                                .build())
                .getSettlementRun();
    }

    /** Follows a run until it has reached a state. */
    public SettlementRun watched(SettlementRun run, SettlementRun.State until) {
        var states =
                staff.calls()
                        .settlements()
                        .watchSettlementRun(
                                WatchSettlementRunRequest.newBuilder()
                                        .setSettlementRunId(run.getSettlementRunId())
                                        .build());
        while (states.hasNext()) {
            SettlementRun seen = states.next().getSettlementRun();
            if (seen.getState() == until) {
                return seen;
            }
        }
        throw new IllegalStateException("the run ended without reaching " + until);
    }

    public static List<Settlement> of(Actor merchant) {
        return merchant.calls()
                .settlements()
                .listSettlements(
                        ListSettlementsRequest.newBuilder()
                                .setMerchantMembershipId(merchant.membershipId())
                                .build())
                .getSettlementsList();
    }

    public static Date today() {
        LocalDate date = LocalDate.now(BUSINESS_ZONE);
        return Date.newBuilder()
                .setYear(date.getYear())
                .setMonth(date.getMonthValue())
                .setDay(date.getDayOfMonth())
                .build();
    }

    private SettlementRun run(Date date, boolean preview) {
        return staff.calls()
                .settlements()
                .runSettlement(
                        RunSettlementRequest.newBuilder()
                                .setRequestId(requestId())
                                .setBusinessDate(date)
                                .setValidateOnly(preview)
                                .build())
                .getSettlementRun();
    }
}
