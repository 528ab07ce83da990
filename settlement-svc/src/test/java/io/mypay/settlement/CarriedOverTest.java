package io.mypay.settlement;

import static io.mypay.settlement.Given.PAYOUTS;
import static io.mypay.settlement.Given.aMerchant;
import static io.mypay.settlement.Given.capture;
import static io.mypay.settlement.Given.payout;
import static io.mypay.settlement.Given.refund;
import static io.mypay.settlement.Given.runRequest;
import static io.mypay.settlement.World.eventually;
import static io.mypay.settlement.World.settlement;
import static io.mypay.settlement.World.staff;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.testing.KafkaProbe;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.settlement.v1.PayoutCompleted;
import io.mypay.settlement.v1.Settlement;
import io.mypay.settlement.v1.SettlementRun;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class CarriedOverTest {
    @Inject World world;

    @Test
    void a_refund_after_the_settlement_is_carried_over_and_taken_off_the_next_one()
            throws InvalidProtocolBufferException {
        var date = world.freshDate();
        var merchant = aMerchant();
        world.arrived(capture(merchant, date, 10_000, 250));
        world.paying(date);
        world.paid(settlement(merchant, date), 1);

        world.arrived(refund(merchant, date.plusDays(1), 10_000, 250));
        var negative =
                world.reached(world.paying(date.plusDays(1)), SettlementRun.State.STATE_COMPLETED);
        assertThat(negative.getNet().getMinorUnits()).isEqualTo(-9_750);
        assertThat(settlement(merchant, date.plusDays(1)).getState())
                .isEqualTo(Settlement.State.STATE_CARRIED_OVER);

        world.arrived(capture(merchant, date.plusDays(3), 30_000, 750));
        var preview = runRequest(date.plusDays(3)).toBuilder().setValidateOnly(true).build();
        assertThat(staff().runSettlement(preview).getSettlementRun().getNet().getMinorUnits())
                .isEqualTo(19_500);
        world.paying(date.plusDays(3));
        var next = settlement(merchant, date.plusDays(3));
        assertThat(next.getCarriedOver().getMinorUnits()).isEqualTo(-9_750);
        assertThat(next.getCommission().getMinorUnits()).isEqualTo(750);
        assertThat(next.getNet().getMinorUnits()).isEqualTo(19_500);

        world.paid(next, 1);
        // Net and commission together take the ledger's merchant account to zero: 30,000 − 10,000.
        var completed = completed(next);
        assertThat(completed.getNet().getMinorUnits()).isEqualTo(19_500);
        assertThat(completed.getCommission().getMinorUnits()).isEqualTo(500);
    }

    @Test
    void several_settlements_below_zero_are_carried_over_together_and_once()
            throws InvalidProtocolBufferException {
        var date = world.freshDate();
        var merchant = aMerchant();
        world.arrived(refund(merchant, date, 1_000, 25));
        var first = world.calculated(date);
        world.arrived(refund(merchant, date.plusDays(1), 2_000, 50));
        // Calculated before the first run is confirmed, hence without its net.
        world.paying(date.plusDays(1));
        assertThat(settlement(merchant, date.plusDays(1)).getCarriedOver().getMinorUnits())
                .isZero();
        staff().confirmSettlement(Given.confirmRequest(first));
        world.reached(first, SettlementRun.State.STATE_COMPLETED);

        world.arrived(capture(merchant, date.plusDays(2), 2_925, 75));
        world.paying(date.plusDays(2));
        var stillNegative = settlement(merchant, date.plusDays(2));
        assertThat(stillNegative.getCarriedOver().getMinorUnits()).isEqualTo(-975 - 1_950);
        assertThat(stillNegative.getNet().getMinorUnits()).isEqualTo(-75);

        world.arrived(capture(merchant, date.plusDays(3), 10_000, 250));
        world.paying(date.plusDays(3));
        var paid = world.paid(settlement(merchant, date.plusDays(3)), 1);
        assertThat(paid.getCarriedOver().getMinorUnits()).isEqualTo(-75);
        assertThat(paid.getNet().getMinorUnits()).isEqualTo(9_675);
        assertThat(completed(paid).getCommission().getMinorUnits()).isEqualTo(250 + 75 - 50 - 25);
    }

    @Test
    void a_net_of_zero_is_carried_over_with_its_commission() throws InvalidProtocolBufferException {
        var date = world.freshDate();
        var merchant = aMerchant();
        world.arrived(capture(merchant, date, 500, 500));
        world.paying(date);
        assertThat(settlement(merchant, date).getState())
                .isEqualTo(Settlement.State.STATE_CARRIED_OVER);

        world.arrived(capture(merchant, date.plusDays(1), 100, 1));
        world.paying(date.plusDays(1));
        var paid = world.paid(settlement(merchant, date.plusDays(1)), 1);

        assertThat(paid.getNet().getMinorUnits()).isEqualTo(99);
        assertThat(completed(paid).getCommission().getMinorUnits()).isEqualTo(501);
    }

    private static PayoutCompleted completed(Settlement settlement)
            throws InvalidProtocolBufferException {
        var id = Uuid7.derive(payout(settlement, 1).value(), "completed");
        eventually(() -> KafkaProbe.read(PAYOUTS, id).size() == 1);
        return PayoutCompleted.parseFrom(KafkaProbe.read(PAYOUTS, id).getFirst().value());
    }
}
