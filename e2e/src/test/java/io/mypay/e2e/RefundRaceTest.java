package io.mypay.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.mypay.e2e.StackExtension.Platform;
import io.mypay.membership.v1.MembershipKind;
import io.mypay.payment.v1.Payment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Refunds of one payment that are asked for at once. */
@ExtendWith(StackExtension.class)
class RefundRaceTest {

    private static final long PRICE = 10_000;
    private static final long REFUND = 3_000;
    private static final int FITTING = 3;
    private static final int ASKED = 12;

    @Test
    void refunds_at_once_never_come_to_more_than_was_paid(Platform platform) throws Exception {
        World world = platform.world();
        Actor mina =
                world.newcomer(MembershipKind.MEMBERSHIP_KIND_PERSON, "Refund Mina", "088", PRICE);
        Actor cafe =
                world.newcomer(MembershipKind.MEMBERSHIP_KIND_MERCHANT, "Refund Cafe", "004", 0);
        Moves moves = Moves.of(mina);
        Payment paid = moves.ended(moves.request(moves.paymentTo(cafe, PRICE)));
        assertThat(paid.getState()).isEqualTo(Payment.State.STATE_CAPTURED);

        List<Status.Code> answers = atOnce(() -> refund(cafe, paid));

        assertThat(answers).filteredOn(Status.Code.OK::equals).hasSize(FITTING);
        assertThat(answers)
                .filteredOn(code -> code != Status.Code.OK)
                .containsOnly(Status.Code.FAILED_PRECONDITION);
        Eventually.holds(
                "the refunds have arrived", moves::available, won -> won == FITTING * REFUND);
        platform.proof().settled();
    }

    private static Status.Code refund(Actor cafe, Payment paid) {
        Moves moves = Moves.of(cafe);
        try {
            moves.request(moves.refundOf(paid, REFUND));
            return Status.Code.OK;
        } catch (StatusRuntimeException e) {
            return Errors.code(e);
        }
    }

    private static <T> List<T> atOnce(Callable<T> call) throws Exception {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> answers = new ArrayList<>();
            for (Future<T> one : callers.invokeAll(Collections.nCopies(ASKED, call))) {
                answers.add(one.get());
            }
            return answers;
        }
    }
}
