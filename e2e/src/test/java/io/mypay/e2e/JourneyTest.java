package io.mypay.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.banking.v1.Firmbanking;
import io.mypay.e2e.StackExtension.Platform;
import io.mypay.payment.v1.Voucher;
import io.mypay.stack.Shape;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * On a stack of its own, as the demo has it: it settles the business date, which can be done once
 * on a stack. The first of all, so that there is no other stack beside it.
 */
@Order(1)
class JourneyTest {

    private static Platform platform;

    @BeforeAll
    static void a_stack_of_its_own() {
        platform = Platform.start(Shape.WHOLE);
    }

    @AfterAll
    static void ends() {
        platform.close();
    }

    @Test
    void the_main_journey_ends_with_every_won_accounted_for() {
        Journey journey =
                new Journey(
                        new Steps(System.out), platform.world(), platform.bank(), platform.staff());

        Journey.Result result = journey.run();

        // 50,000 − 20,000 − (15,000 + 500) + 15,500 recharged for the payment − 30,000 + 10,000
        assertThat(result.mina().getAvailable()).isEqualTo(Won.of(10_000));
        assertThat(result.mina().getHeld()).isEqualTo(Won.of(0));
        assertThat(result.joon().getAvailable()).isEqualTo(Won.of(20_000));
        assertThat(result.landlordBankBalance()).isEqualTo(15_000);
        // 3 % of 30,000, less its share of the 10,000 refunded
        assertThat(result.settlement().getCommission()).isEqualTo(Won.of(600));
        assertThat(result.settlement().getNet()).isEqualTo(Won.of(19_400));
        assertThat(result.merchantBankBalance()).isEqualTo(19_400);
        assertThat(result.vouchers())
                .extracting(Voucher::getGross)
                .containsExactly(Won.of(10_000), Won.of(30_000));
        assertThat(result.firmbankings())
                .extracting(Firmbanking::getState)
                .containsOnly(Firmbanking.State.STATE_SUCCEEDED)
                .hasSize(3);
        assertThat(result.changes())
                .extracting(change -> change.getAmount().getMinorUnits())
                .containsExactly(10_000L, -30_000L, 15_500L, -500L, -15_000L, -20_000L, 50_000L);

        Proof.Books books = platform.proof().settled();
        assertThat(books.ledgerCash()).isEqualTo(books.bankCash());
        assertThat(platform.proof().verdict().getFindingsList()).isEmpty();
    }
}
