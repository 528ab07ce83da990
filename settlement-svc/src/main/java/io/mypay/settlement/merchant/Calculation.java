package io.mypay.settlement.merchant;

import io.mypay.kit.id.MembershipId;
import java.time.Instant;
import java.time.LocalDate;

/** What was calculated for one merchant. It is the same in every state of the settlement. */
public record Calculation(
        SettlementId id,
        RunId run,
        LocalDate businessDate,
        MembershipId merchant,
        int voucherCount,
        Amounts amounts,
        Instant at) {}
