package io.mypay.payment.commission;

import static io.mypay.kit.testing.TestClient.errorOf;
import static io.mypay.payment.World.aMemberWith;
import static io.mypay.payment.World.aMerchant;
import static io.mypay.payment.World.anId;
import static io.mypay.payment.World.await;
import static io.mypay.payment.World.commissions;
import static io.mypay.payment.World.pay;
import static io.mypay.payment.World.payInHaste;
import static io.mypay.payment.World.untilDecided;
import static io.mypay.payment.neighbour.Neighbours.LEDGER;
import static io.mypay.payment.neighbour.Neighbours.OUTAGES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status.Code;
import io.mypay.kit.auth.Role;
import io.mypay.kit.grpc.Protos;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.sql.Database;
import io.mypay.kit.testing.AtOnce;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.kit.testing.TestClient;
import io.mypay.kit.testing.neighbour.Outages.Operation;
import io.mypay.payment.World;
import io.mypay.payment.neighbour.Neighbours;
import io.mypay.payment.v1.CommissionServiceGrpc;
import io.mypay.payment.v1.ListCommissionsRequest;
import io.mypay.payment.v1.ModifyCommissionRequest;
import io.mypay.payment.v1.ModifyCommissionResponse;
import io.mypay.payment.v1.Payment;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Neighbours.class)
class CommissionTest {
    @Inject World world;
    @Inject Database database;
    @Inject Rates rates;

    @Test
    void a_new_rate_is_for_later_payments_and_changes_no_voucher() {
        var member = aMemberWith(60_000);
        var merchant = aMerchant();
        var before = pay(member, merchant, 30_000);

        var set = commissions().modifyCommission(rate(merchant, 333).build()).getCommission();
        var after = pay(member, merchant, 30_000);

        assertThat(set.getModifiedBy()).isEqualTo("staff");
        assertThat(before.getVoucher().getCommission().getMinorUnits()).isEqualTo(750);
        assertThat(after.getVoucher().getCommission().getMinorUnits()).isEqualTo(999);
        assertThat(World.get(before.getPaymentId())).isEqualTo(before);
        assertThat(world.vouchersOf(merchant)).isEqualTo(2);
    }

    @Test
    void a_rate_set_while_a_payment_is_captured_is_not_that_payments() {
        var member = aMemberWith(30_000);
        var merchant = aMerchant();
        OUTAGES.loseAnswers(Operation.CAPTURE, member);
        var open = payInHaste(member, merchant, 30_000);
        World.eventually(() -> LEDGER.ofMerchant(merchant) == 30_000);

        // As far back as is tolerated, hence perhaps before the capture.
        var from = Protos.proto(Instant.now().minusSeconds(30));
        commissions().modifyCommission(rate(merchant, 1_000).setEffectiveFrom(from).build());
        OUTAGES.end(Operation.CAPTURE, member);

        var paid = untilDecided(open.getPaymentId());
        assertThat(paid.getState()).isEqualTo(Payment.State.STATE_CAPTURED);
        assertThat(paid.getVoucher().getCommissionBasisPoints()).isEqualTo(250);
    }

    @Test
    void a_merchants_own_rate_comes_before_the_default_one_and_each_from_its_time_on() {
        var merchant = aMerchant();
        var dawn = Instant.now().plus(Duration.ofDays(36_500));
        var noon = dawn.plusSeconds(60);
        var general = rate(merchant, 100).clearMerchantMembershipId();
        commissions().modifyCommission(general.setEffectiveFrom(Protos.proto(dawn)).build());
        commissions()
                .modifyCommission(rate(merchant, 50).setEffectiveFrom(Protos.proto(noon)).build());

        assertThat(rateAt(merchant, dawn.minusSeconds(1))).isEqualTo(250);
        assertThat(rateAt(merchant, dawn.plusSeconds(1))).isEqualTo(100);
        assertThat(rateAt(merchant, noon.plusSeconds(1))).isEqualTo(50);
        assertThat(rateAt(aMerchant(), noon.plusSeconds(1))).isEqualTo(100);
    }

    @Test
    void a_replay_sets_nothing_again() throws InterruptedException {
        var merchant = aMerchant();
        var now = Protos.proto(Instant.now());
        var request = rate(merchant, 300).setEffectiveFrom(now);
        Callable<ModifyCommissionResponse> call =
                () -> commissions().modifyCommission(request.build());

        var asked = AtOnce.times(5, call);
        // Its membership cannot even be asked any more.
        OUTAGES.begin(Operation.MEMBERSHIPS, merchant);
        var replayed = commissions().modifyCommission(request.build());

        assertThat(asked.reasons()).isSubsetOf("REQUEST_IN_PROGRESS");
        assertThat(asked.answers()).containsOnly(replayed);
        assertThat(rowsOf(merchant)).isEqualTo(1);
        var error =
                errorOf(() -> commissions().modifyCommission(request.setBasisPoints(1).build()));
        assertThat(error.code()).isEqualTo(Code.ALREADY_EXISTS);
        assertThat(error.reason()).isEqualTo("REQUEST_ID_REUSED");
    }

    @Test
    void what_is_refused_leaves_nothing() {
        var nobody = anId();
        var person = aMemberWith(0);
        var merchant = aMerchant();
        var past = Protos.proto(Instant.now().minusSeconds(3_600));

        assertRefused("MERCHANT_NOT_FOUND", Code.NOT_FOUND, rate(nobody, 1));
        assertRefused("NOT_A_MERCHANT", Code.FAILED_PRECONDITION, rate(person, 1));
        assertRefused(
                "EFFECTIVE_FROM_IN_PAST",
                Code.FAILED_PRECONDITION,
                rate(merchant, 1).setEffectiveFrom(past));
        assertRefused("INVALID_FIELD", Code.INVALID_ARGUMENT, rate(merchant, 10_001));
        assertRefused("INVALID_FIELD", Code.INVALID_ARGUMENT, rate(merchant, -1));

        assertThat(rowsOf(nobody) + rowsOf(person) + rowsOf(merchant)).isZero();
    }

    @Test
    void rates_are_listed_from_the_newest_to_staff_and_to_the_merchant_itself() {
        var merchant = aMerchant();
        for (var points : new int[] {100, 200, 300}) {
            commissions().modifyCommission(rate(merchant, points).build());
        }
        var request =
                ListCommissionsRequest.newBuilder().setMerchantMembershipId(merchant.toString());

        var first = commissions().listCommissions(request.setPageSize(2).build());
        var rest =
                commissions()
                        .listCommissions(request.setPageToken(first.getNextPageToken()).build());

        assertThat(first.getCommissionsList())
                .extracting(io.mypay.payment.v1.Commission::getBasisPoints)
                .containsExactly(300, 200);
        assertThat(rest.getCommissionsList())
                .extracting(io.mypay.payment.v1.Commission::getBasisPoints)
                .containsExactly(100);
        var own =
                TestClient.as(merchant.value(), Role.MERCHANT)
                        .stub(CommissionServiceGrpc::newBlockingStub);
        var all = request.clearPageToken().clearPageSize().build();
        assertThat(own.listCommissions(all).getCommissionsList()).hasSize(3);
        var general = ListCommissionsRequest.getDefaultInstance();
        assertThat(errorOf(() -> own.listCommissions(general)).reason()).isEqualTo("NOT_YOURS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE voucher SET commission = 0, net = gross WHERE merchant_id = $1",
                "DELETE FROM voucher WHERE merchant_id = $1",
                "UPDATE commission SET basis_points = 0 WHERE merchant_id = $1",
                "DELETE FROM commission WHERE merchant_id = $1",
            })
    void vouchers_and_rates_are_immutable(String change) {
        var merchant = aMerchant();
        commissions().modifyCommission(rate(merchant, 300).build());
        pay(aMemberWith(9), merchant, 9);

        assertThatThrownBy(() -> world.change(change, merchant.value()))
                .hasMessageContaining("is immutable");
    }

    private static ModifyCommissionRequest.Builder rate(MembershipId merchant, int points) {
        return ModifyCommissionRequest.newBuilder()
                .setRequestId(TestClient.requestId())
                .setMerchantMembershipId(merchant.toString())
                .setBasisPoints(points);
    }

    private static void assertRefused(
            String reason, Code code, ModifyCommissionRequest.Builder request) {
        var error = errorOf(() -> commissions().modifyCommission(request.build()));
        assertThat(error.reason()).isEqualTo(reason);
        assertThat(error.code()).isEqualTo(code);
    }

    private int rateAt(MembershipId merchant, Instant at) {
        return await(database.inTransaction(tx -> rates.at(tx, merchant, at))).basisPoints();
    }

    private long rowsOf(MembershipId merchant) {
        return world.count("FROM commission WHERE merchant_id = $1", merchant.value());
    }
}
