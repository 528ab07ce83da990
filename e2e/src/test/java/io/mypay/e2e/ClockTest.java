package io.mypay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Timestamp;
import com.google.type.Date;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.mypay.e2e.StackExtension.Platform;
import io.mypay.membership.v1.MembershipKind;
import io.mypay.payment.v1.ListVouchersRequest;
import io.mypay.payment.v1.Payment;
import io.mypay.payment.v1.Voucher;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Instants are instants, and business dates those of Seoul, wherever a process runs. These tests
 * and all processes they start run in the time zone of Pago Pago, where it is still the day before
 * for twenty hours of Seoul's day.
 */
@ExtendWith(StackExtension.class)
class ClockTest {

    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
    private static final long CASH = 1_000_000;

    @Test
    void a_voucher_carries_the_date_of_seoul_and_the_instant_it_was_written(Platform platform) {
        assertThat(ZoneId.systemDefault()).isEqualTo(ZoneId.of("Pacific/Pago_Pago"));
        World world = platform.world();
        Actor mina =
                world.newcomer(MembershipKind.MEMBERSHIP_KIND_PERSON, "Early Mina", "088", CASH);
        Actor cafe = world.newcomer(MembershipKind.MEMBERSHIP_KIND_MERCHANT, "Far Cafe", "004", 0);
        Moves moves = Moves.of(mina);

        Instant before = Instant.now();
        Payment paid = moves.ended(moves.request(moves.paymentTo(cafe, 1_000)));
        Instant after = Instant.now();

        assertThat(paid.getState()).isEqualTo(Payment.State.STATE_CAPTURED);
        Voucher voucher = voucherOf(cafe);
        assertThat(instant(voucher.getCreateTime())).isBetween(before, after);
        assertThat(date(voucher.getBusinessDate())).isIn(inSeoul(before), inSeoul(after));
    }

    @Test
    void a_date_can_be_settled_once_it_has_begun_in_seoul(Platform platform) {
        Settling settling = new Settling(platform.staff());

        settling.preview(Settling.today());
        StatusRuntimeException early =
                catchThrowableOfType(
                        StatusRuntimeException.class, () -> settling.preview(tomorrow()));

        assertThat(Errors.code(early)).isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(Errors.reason(early)).isEqualTo("BUSINESS_DATE_IN_FUTURE");
    }

    private static Voucher voucherOf(Actor merchant) {
        return merchant.calls()
                .payments()
                .listVouchers(
                        ListVouchersRequest.newBuilder()
                                .setMerchantMembershipId(merchant.membershipId())
                                .build())
                .getVouchers(0);
    }

    private static Date tomorrow() {
        LocalDate next = LocalDate.now(SEOUL).plusDays(1);
        return Date.newBuilder()
                .setYear(next.getYear())
                .setMonth(next.getMonthValue())
                .setDay(next.getDayOfMonth())
                .build();
    }

    private static LocalDate inSeoul(Instant instant) {
        return LocalDate.ofInstant(instant, SEOUL);
    }

    private static LocalDate date(Date date) {
        return LocalDate.of(date.getYear(), date.getMonth(), date.getDay());
    }

    private static Instant instant(Timestamp timestamp) {
        return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
    }
}
