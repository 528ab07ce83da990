package io.mypay.money.ledger;

import static io.mypay.money.Fixture.ledger;
import static io.mypay.money.Fixture.member;
import static io.mypay.money.Fixture.won;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mypay.kit.testing.PlatformResource;
import io.mypay.money.Fixture;
import io.mypay.money.Neighbours;
import io.mypay.money.v1.GetAccountsRequest;
import io.mypay.money.v1.GetTrialBalanceRequest;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The ledger as it is read. */
@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Neighbours.class)
class LedgerReadingTest {
    @Inject Fixture fixture;

    @AfterEach
    void the_ledger_is_proven() {
        fixture.assertProven();
    }

    @Test
    void accounts_are_read_in_the_order_asked_without_those_nobody_has() {
        var member = member(fixture.aMemberWith(5));
        var request =
                GetAccountsRequest.newBuilder()
                        .addAllNames(List.of(member, "nobody", "commission", member))
                        .build();

        var accounts = ledger().getAccounts(request).getAccountsList();

        assertThat(accounts).extracting(a -> a.getName()).containsExactly(member, "commission");
        assertThat(accounts.getFirst().getPosted()).isEqualTo(won(5));
    }

    @Test
    void the_trial_balance_has_a_line_per_kind_and_bank() {
        fixture.aMemberWith(5);
        fixture.aMerchant();

        var balance = ledger().getTrialBalance(GetTrialBalanceRequest.getDefaultInstance());

        assertThat(balance.getLinesList())
                .extracting(line -> line.getName())
                .contains("member", "merchant", "corporate-cash/004", "suspense", "adjustment")
                .doesNotHaveDuplicates();
    }

    @Test
    void what_is_in_the_ledger_is_neither_changed_nor_deleted() {
        fixture.aMemberWith(5);

        for (var sql :
                List.of(
                        "UPDATE transfer SET amount = 1",
                        "DELETE FROM transfer",
                        "TRUNCATE transfer")) {
            assertThatThrownBy(() -> fixture.change(sql)).hasMessageContaining("permission denied");
        }
    }
}
