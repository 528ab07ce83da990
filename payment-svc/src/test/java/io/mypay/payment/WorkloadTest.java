package io.mypay.payment;

import static io.mypay.kit.testing.TestClient.errorOf;
import static io.mypay.payment.World.commissions;
import static io.mypay.payment.World.member;
import static io.mypay.payment.World.merchant;
import static io.mypay.payment.World.pay;
import static io.mypay.payment.World.payment;
import static io.mypay.payment.World.refund;
import static io.mypay.payment.neighbour.Neighbours.BANKING;
import static io.mypay.payment.neighbour.Neighbours.LEDGER;
import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.kit.id.MembershipId;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.kit.testing.TestClient;
import io.mypay.payment.neighbour.Neighbours;
import io.mypay.payment.v1.ModifyCommissionRequest;
import io.mypay.payment.v1.Payment;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many payments, refunds and changes of rates, beside a model that knows nothing of the code. */
@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Neighbours.class)
class WorkloadTest {
    private static final int STEPS = 120;

    /** A payment as the model has it. */
    private static final class Sale {
        final Payment paid;
        final long commission;
        long refunded;

        Sale(Payment paid, int points) {
            this.paid = paid;
            this.commission = paid.getAmount().getMinorUnits() * points / 10_000;
        }

        long gross() {
            return paid.getAmount().getMinorUnits();
        }

        long commissionLeft() {
            return commission - commission * refunded / gross();
        }
    }

    @Inject World world;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final List<MembershipId> members =
            Stream.generate(() -> World.aMemberWith(100_000)).limit(4).toList();
    private final List<MembershipId> merchants =
            Stream.generate(World::aMerchant).limit(3).toList();
    private final Map<MembershipId, Long> balances = new HashMap<>();
    private final Map<MembershipId, Integer> points = new HashMap<>();
    private final List<Sale> sales = new ArrayList<>();

    @Test
    void a_random_workload_leaves_what_its_model_leaves() {
        System.out.println("seed " + seed);
        members.forEach(it -> balances.put(it, 100_000L));
        merchants.forEach(it -> points.put(it, 250));
        BANKING.register(members.getFirst());

        for (int i = 0; i < STEPS; i++) {
            switch (random.nextInt(10)) {
                case 0 -> changeRate(any(merchants));
                case 1, 2, 3 -> giveBack();
                default -> buy(any(members), any(merchants), 1 + random.nextInt(40_000));
            }
        }

        members.forEach(it -> assertThat(LEDGER.available(it)).isEqualTo(balances.get(it)));
        members.forEach(it -> assertThat(LEDGER.held(it)).isZero());
        merchants.forEach(this::assertBooksAgree);
        assertThat(LEDGER.sum()).isZero();
    }

    private void buy(MembershipId from, MembershipId to, long won) {
        var missing = won - balances.get(from);
        if (missing > 0 && !from.equals(members.getFirst())) {
            var error = errorOf(() -> member(from).pay(payment(from, to, won).build()));
            assertThat(error.reason()).as("seed %d", seed).isEqualTo("INSUFFICIENT_FUNDS");
            return;
        }
        var recharged = missing > 0 ? Math.max(10_000, missing) : 0;
        var paid = World.untilDecided(pay(from, to, won).getPaymentId());
        assertThat(paid.getRechargedAmount().getMinorUnits()).isEqualTo(recharged);
        balances.merge(from, recharged - won, Long::sum);
        sales.add(new Sale(paid, points.get(to)));
    }

    private void giveBack() {
        if (sales.isEmpty()) {
            return;
        }
        var sale = any(sales);
        var left = sale.gross() - sale.refunded;
        var won = random.nextBoolean() && left > 0 ? left : 1 + random.nextInt(20_000);
        var seller = merchant(MembershipId.parse(sale.paid.getMerchantMembershipId()));
        if (won > left) {
            var error = errorOf(() -> seller.refundPayment(refund(sale.paid, won).build()));
            assertThat(error.reason()).as("seed %d", seed).isEqualTo("REFUND_EXCEEDS_PAYMENT");
            return;
        }
        seller.refundPayment(refund(sale.paid, won).build());
        sale.refunded += won;
        balances.merge(MembershipId.parse(sale.paid.getMembershipId()), won, Long::sum);
    }

    private void changeRate(MembershipId merchant) {
        var rate = random.nextInt(1_000);
        var request =
                ModifyCommissionRequest.newBuilder()
                        .setRequestId(TestClient.requestId())
                        .setMerchantMembershipId(merchant.toString())
                        .setBasisPoints(rate);
        commissions().modifyCommission(request.build());
        points.put(merchant, rate);
    }

    private void assertBooksAgree(MembershipId merchant) {
        var sold =
                sales.stream()
                        .filter(it -> it.paid.getMerchantMembershipId().equals(merchant.toString()))
                        .toList();
        var gross = sold.stream().mapToLong(it -> it.gross() - it.refunded).sum();
        var commission = sold.stream().mapToLong(Sale::commissionLeft).sum();
        assertThat(LEDGER.ofMerchant(merchant)).as("seed %d", seed).isEqualTo(gross);
        assertThat(world.owed("gross", merchant)).as("seed %d", seed).isEqualTo(gross);
        assertThat(world.owed("commission", merchant)).as("seed %d", seed).isEqualTo(commission);
        assertThat(world.owed("net", merchant)).as("seed %d", seed).isEqualTo(gross - commission);
    }

    private <T> T any(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
