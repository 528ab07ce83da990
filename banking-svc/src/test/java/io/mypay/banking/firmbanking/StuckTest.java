package io.mypay.banking.firmbanking;

import static io.mypay.banking.Callers.aBank;
import static io.mypay.banking.Callers.aDeposit;
import static io.mypay.banking.Callers.anAccount;
import static io.mypay.banking.Callers.current;
import static io.mypay.banking.Callers.request;
import static io.mypay.banking.FakeMembership.anActiveMember;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mypay.banking.FakeBank.Fault;
import io.mypay.banking.Rows;
import io.mypay.banking.Surroundings;
import io.mypay.banking.v1.Firmbanking;
import io.mypay.banking.v1.Firmbanking.State;
import io.mypay.banking.v1.FirmbankingServiceGrpc;
import io.mypay.banking.v1.ListStuckFirmbankingsRequest;
import io.mypay.kit.auth.Role;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.kit.testing.TestClient;
import io.mypay.type.v1.Stuck;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What staff see of firmbankings that should have ended. */
@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Surroundings.class)
class StuckTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject Rows rows;

    private final UUID member = anActiveMember();

    @Test
    void a_firmbanking_past_its_time_is_listed_with_its_reason_until_it_ends() {
        var bank = aBank().with(Fault.CUT_AFTER);
        var lost = request(aDeposit(member, anAccount(bank), 15_000));
        bank.with(Fault.DOWN);
        assertThat(listed(lost)).isEmpty();
        overdue(lost);

        await().atMost(PATIENCE)
                .until(() -> listed(lost).stream().anyMatch(it -> it.getAttempts() > 0));

        assertThat(listed(lost))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.getMembershipId()).isEqualTo(member.toString());
                    assertThat(it.getState()).isEqualTo("UNKNOWN");
                    assertThat(it.getLastReason()).startsWith("NO_ANSWER ");
                    assertThat(it.getFinalBy()).isEqualTo(current(lost).getFinalBy());
                });
        bank.with(Fault.NONE);
        await().atMost(PATIENCE).until(() -> current(lost).getState() == State.STATE_SUCCEEDED);
        assertThat(listed(lost)).isEmpty();
    }

    private void overdue(Firmbanking firmbanking) {
        var sql =
                """
                UPDATE firmbanking
                   SET final_by = create_time + interval '1 microsecond'
                 WHERE firmbanking_id = ?
                """;
        assertThat(rows.change(sql, UUID.fromString(firmbanking.getFirmbankingId()))).isEqualTo(1);
    }

    private static List<Stuck> listed(Firmbanking firmbanking) {
        return TestClient.as("staff", Role.STAFF)
                .stub(FirmbankingServiceGrpc::newBlockingStub)
                .listStuckFirmbankings(ListStuckFirmbankingsRequest.getDefaultInstance())
                .getStuckList()
                .stream()
                .filter(it -> it.getId().equals(firmbanking.getFirmbankingId()))
                .toList();
    }
}
