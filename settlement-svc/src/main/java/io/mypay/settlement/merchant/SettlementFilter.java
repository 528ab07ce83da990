package io.mypay.settlement.merchant;

import io.mypay.kit.id.MembershipId;
import java.time.LocalDate;
import java.util.Optional;

/** Which settlements a list holds; what is empty does not restrict. */
public record SettlementFilter(
        Optional<MembershipId> merchant,
        Optional<LocalDate> businessDate,
        Optional<String> state) {}
