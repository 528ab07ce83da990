package io.mypay.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.e2e.StackExtension.Platform;
import io.mypay.membership.v1.MembershipKind;
import io.mypay.money.v1.IncreaseMoneyRequest;
import io.mypay.payment.v1.Payment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many spend at once what suffices for some. */
@ExtendWith(StackExtension.class)
class RaceTest {

    private static final int SPENDERS = 50;
    private static final int FITTING = 20;
    private static final long PRICE = 1_000;

    @Test
    void of_fifty_spends_at_once_exactly_those_succeed_that_fit(Platform platform)
            throws Exception {
        World world = platform.world();
        // The bank account is empty, so a spend that comes too late finds nothing to recharge from.
        Actor mina = world.newcomer(MembershipKind.MEMBERSHIP_KIND_PERSON, "Racing Mina", "088", 0);
        Actor merchant =
                world.newcomer(MembershipKind.MEMBERSHIP_KIND_MERCHANT, "Racing Cafe", "004", 0);
        give(platform, mina, FITTING * PRICE);
        Moves moves = Moves.of(mina);

        List<Payment> payments =
                atOnce(() -> moves.ended(moves.request(moves.paymentTo(merchant, PRICE))));

        assertThat(payments)
                .filteredOn(payment -> payment.getState() == Payment.State.STATE_CAPTURED)
                .hasSize(FITTING);
        assertThat(payments)
                .filteredOn(payment -> payment.getState() == Payment.State.STATE_DECLINED)
                .hasSize(SPENDERS - FITTING);
        assertThat(moves.available()).isZero();
        platform.proof().settled();
    }

    private static void give(Platform platform, Actor member, long won) {
        Eventually.holds(
                "the money account is open",
                () -> increased(platform, member, won),
                given -> given);
    }

    private static boolean increased(Platform platform, Actor member, long won) {
        try {
            platform.staff()
                    .calls()
                    .money()
                    .increaseMoney(
                            IncreaseMoneyRequest.newBuilder()
                                    .setRequestId(World.requestId())
                                    .setMembershipId(member.membershipId())
                                    .setAmount(Won.of(won))
                                    .setReason("Money to race for")
                                    .build());
            return true;
        } catch (io.grpc.StatusRuntimeException e) {
            // The account opens when the news of the sign-up has arrived.
            assertThat(Errors.reason(e)).isEqualTo("NOT_FOUND");
            return false;
        }
    }

    private static <T> List<T> atOnce(Callable<T> spend)
            throws InterruptedException, ExecutionException {
        try (ExecutorService spenders = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<T>> all = new ArrayList<>();
            for (int i = 0; i < SPENDERS; i++) {
                all.add(spend);
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : spenders.invokeAll(all)) {
                results.add(one.get());
            }
            return results;
        }
    }
}
