package io.mypay.payment.voucher;

import io.mypay.kit.id.MembershipId;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * Which vouchers.
 *
 * @param below only older ones than this id
 */
public record VoucherFilter(
        MembershipId merchant, Optional<LocalDate> businessDate, Optional<UUID> below) {}
