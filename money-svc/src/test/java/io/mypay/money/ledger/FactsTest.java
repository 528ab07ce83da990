package io.mypay.money.ledger;

import static io.mypay.money.ledger.Asked.single;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FactsTest {
    @Test
    void what_a_fact_cannot_reach_goes_to_suspense() {
        var cash = single("corporate-cash/004", "member/a", 1, Code.RECHARGE);
        var payout = single("merchant/m", "corporate-cash/004", 1, Code.PAYOUT);

        assertThat(Facts.inSuspense(cash).to()).isEqualTo(AccountName.SUSPENSE);
        assertThat(Facts.inSuspense(cash).from()).isEqualTo(cash.from());
        assertThat(Facts.inSuspense(payout).from()).isEqualTo(AccountName.SUSPENSE);
        assertThat(Facts.inSuspense(payout).id()).isEqualTo(payout.id().step("suspense"));
    }
}
