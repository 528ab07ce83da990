package io.mypay.banking.firmbanking;

import static io.mypay.banking.Callers.aBank;
import static io.mypay.banking.Callers.aDeposit;
import static io.mypay.banking.Callers.aService;
import static io.mypay.banking.Callers.aWithdrawal;
import static io.mypay.banking.Callers.anAccount;
import static io.mypay.banking.Callers.registered;
import static io.mypay.banking.Callers.request;
import static io.mypay.banking.FakeMembership.anActiveMember;
import static io.mypay.kit.testing.TestClient.errorOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import io.mypay.banking.FakeBank;
import io.mypay.banking.Rows;
import io.mypay.banking.Surroundings;
import io.mypay.banking.v1.FirmbankingOrigin;
import io.mypay.banking.v1.GetFirmbankingRequest;
import io.mypay.banking.v1.RequestFirmbankingRequest;
import io.mypay.kit.testing.PlatformResource;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Surroundings.class)
class FirmbankingOriginsTest {
    private static final int NOBODY_LISTENS = 1;

    @Inject Rows rows;
    @Inject Vertx vertx;

    @Inject
    @ReactiveDataSource("reader")
    Pool reader;

    private final FakeBank bank = aBank();
    private final UUID member = anActiveMember();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    money      | RECHARGE   | yes
                    money      | REMITTANCE | no
                    money      | PAYOUT     | no
                    remittance | RECHARGE   | no
                    remittance | REMITTANCE | yes
                    remittance | PAYOUT     | no
                    settlement | RECHARGE   | no
                    settlement | REMITTANCE | no
                    settlement | PAYOUT     | yes
                    payment    | RECHARGE   | no
                    payment    | REMITTANCE | no
                    payment    | PAYOUT     | no
                    """)
    void an_origin_is_named_by_the_service_that_owns_it(
            String service, String origin, String allowed) {
        var asked = asked(FirmbankingOrigin.valueOf("FIRMBANKING_ORIGIN_" + origin)).build();
        if (allowed.equals("yes")) {
            var made = aService(service).requestFirmbanking(asked).getFirmbanking();
            assertThat(made.getOriginId()).isEqualTo(asked.getOriginId());
            return;
        }
        var error = errorOf(() -> aService(service).requestFirmbanking(asked));
        assertThat(error.code()).isEqualTo(Code.PERMISSION_DENIED);
        assertThat(error.reason()).isEqualTo("NOT_YOURS");
        assertThat(rows.firmbankingsOf(member)).isZero();
        assertThat(bank.commands()).isZero();
    }

    private RequestFirmbankingRequest.Builder asked(FirmbankingOrigin origin) {
        return origin == FirmbankingOrigin.FIRMBANKING_ORIGIN_RECHARGE
                ? aWithdrawal(member, registered(member, bank), 1_000)
                : aDeposit(member, anAccount(bank), 1_000).setOrigin(origin);
    }

    @Test
    void what_an_origin_has_is_told_by_the_primary_and_not_by_a_replica() {
        var made = request(aDeposit(member, anAccount(bank), 1_000));
        var byOrigin = GetFirmbankingRequest.newBuilder().setOriginId(made.getOriginId()).build();
        var byId =
                GetFirmbankingRequest.newBuilder()
                        .setFirmbankingId(made.getFirmbankingId())
                        .build();
        QuarkusMock.installMockForInstance(aReplicaThatIsAway(), reader);
        assertThat(aService().getFirmbanking(byOrigin).getFirmbanking()).isEqualTo(made);
        assertThat(errorOf(() -> aService().getFirmbanking(byId)).reason())
                .isEqualTo("STORAGE_UNAVAILABLE");
    }

    // Quarkus has the pool as the deprecated class, and what takes its place must be one too.
    @SuppressWarnings("deprecation")
    private Pool aReplicaThatIsAway() {
        var nowhere = new PgConnectOptions().setHost("localhost").setPort(NOBODY_LISTENS);
        Object pool = PgBuilder.pool().connectingTo(nowhere).using(vertx).build();
        return new io.vertx.mutiny.pgclient.PgPool(pool);
    }
}
