package io.mypay.banking.firmbanking;

import static io.mypay.banking.Callers.aDeposit;
import static io.mypay.banking.Callers.aRegistration;
import static io.mypay.banking.Callers.accountsAs;
import static io.mypay.banking.Callers.anOriginId;
import static io.mypay.banking.Callers.contractWith;
import static io.mypay.banking.Callers.request;
import static io.mypay.banking.Callers.theCorporateAccount;
import static io.mypay.banking.FakeMembership.anActiveMember;
import static io.mypay.kit.testing.TestClient.errorOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Status.Code;
import io.mypay.banking.FakeBank;
import io.mypay.banking.Rows;
import io.mypay.banking.Surroundings;
import io.mypay.banking.v1.FirmbankingFailed;
import io.mypay.kit.grpc.Protos;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.money.Money;
import io.mypay.kit.queuelog.Event;
import io.mypay.kit.testing.KafkaProbe;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.settlement.v1.PayoutRequested;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Nobody moves cash from MyPay's own account to itself, however they ask. */
@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Surroundings.class)
class CorporateAccountTest {
    @Inject Rows rows;

    private final UUID member = anActiveMember();

    @Test
    void a_firmbanking_with_the_corporate_account_is_refused_and_leaves_nothing() {
        var bank = FakeBank.openCorporate();
        contractWith(bank);
        var account = theCorporateAccount(bank);
        var error = errorOf(() -> request(aDeposit(member, account, 1_000)));
        assertThat(error.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(error.reason()).isEqualTo("INVALID_FIELD");
        assertThat(error.fields()).containsExactly("bank_account");

        accountsAs(member).registerBankAccount(aRegistration(member, account).build());
        var payout = aPayout();
        KafkaProbe.publish(
                new Event(
                        Uuid7.next(Instant.now()),
                        "mypay.settlement.payout.v1",
                        payout.getSettlementId(),
                        payout));
        await().atMost(Duration.ofSeconds(20)).until(() -> refusals(payout) == 1);

        assertThat(rows.firmbankingsOf(member)).isZero();
        assertThat(rows.committed(bank.code())).isZero();
        assertThat(bank.commands()).isZero();
    }

    private long refusals(PayoutRequested payout) {
        var told =
                """
                SELECT count(*) FROM queue_log
                 WHERE direction = 'OUT' AND key = ? AND type = ?
                   AND position('INVALID_FIELD'::bytea IN payload) > 0
                """;
        var type = FirmbankingFailed.getDescriptor().getFullName();
        return rows.count(told, payout.getPayoutId(), type);
    }

    private PayoutRequested aPayout() {
        return PayoutRequested.newBuilder()
                .setPayoutId(anOriginId())
                .setSettlementId(anOriginId())
                .setMerchantMembershipId(member.toString())
                .setNet(Protos.proto(Money.krw(20_000)))
                .setCreateTime(Protos.proto(Instant.now()))
                .build();
    }
}
