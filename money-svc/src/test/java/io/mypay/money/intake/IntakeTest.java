package io.mypay.money.intake;

import static io.mypay.money.Fixture.anId;
import static io.mypay.money.Fixture.member;
import static io.mypay.money.Fixture.merchant;
import static io.mypay.money.Fixture.post;
import static io.mypay.money.Fixture.posted;
import static io.mypay.money.Fixture.single;
import static io.mypay.money.Fixture.won;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Message;
import io.mypay.banking.v1.FirmbankingOrigin;
import io.mypay.banking.v1.FirmbankingSucceeded;
import io.mypay.kit.queuelog.Event;
import io.mypay.kit.testing.KafkaProbe;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.membership.v1.MembershipCreated;
import io.mypay.membership.v1.MembershipKind;
import io.mypay.money.Fixture;
import io.mypay.money.Neighbours;
import io.mypay.money.v1.GetAccountsRequest;
import io.mypay.settlement.v1.PayoutCompleted;
import io.mypay.settlement.v1.PayoutRequested;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Neighbours.class)
class IntakeTest {
    private static final String PAYOUTS = "mypay.settlement.payout.v1";
    private static final String MEMBERSHIPS = "mypay.membership.membership.v1";
    private static final String FIRMBANKINGS = "mypay.banking.firmbanking.v1";
    private static final Duration SOON = Duration.ofSeconds(15);

    @Inject Fixture fixture;

    @AfterEach
    void the_ledger_is_proven() {
        fixture.assertProven();
    }

    @ParameterizedTest
    @CsvSource({
        "MEMBERSHIP_KIND_PERSON,      member",
        "MEMBERSHIP_KIND_CORPORATION, member",
        "MEMBERSHIP_KIND_MERCHANT,    merchant"
    })
    void a_new_membership_gets_the_account_of_its_kind_once(MembershipKind kind, String role) {
        var id = anId();
        var created = MembershipCreated.newBuilder().setMembershipId(id.toString()).setKind(kind);
        var event = new Event(anId(), MEMBERSHIPS, id.toString(), created.build());

        KafkaProbe.publish(event);
        KafkaProbe.publish(event);
        KafkaProbe.publish(new Event(anId(), MEMBERSHIPS, id.toString(), created.build()));

        awaitDone(id, 2);
        var names = GetAccountsRequest.newBuilder().addNames(member(id)).addNames(merchant(id));
        assertThat(Fixture.ledger().getAccounts(names.build()).getAccountsList())
                .extracting(account -> account.getName())
                .containsExactly(role + "/" + id);
    }

    @Test
    void a_membership_of_no_known_kind_is_a_dead_letter_and_blocks_nobody() {
        var unknown = anId();
        var created = MembershipCreated.newBuilder().setMembershipId(unknown.toString()).build();
        var event = new Event(anId(), MEMBERSHIPS, unknown.toString(), created);

        KafkaProbe.publish(event);

        await().atMost(SOON)
                .until(() ->
                        fixture.number(
                                        "SELECT count(*) FROM queue_log WHERE message_id = $1 AND"
                                                + " direction = 'IN' AND status = 'DEAD'",
                                        event.messageId())
                                == 1);
        a_new_membership_gets_the_account_of_its_kind_once(
                MembershipKind.MEMBERSHIP_KIND_PERSON, "member");
    }

    @ParameterizedTest
    @CsvSource({"29000, 1000, 0", "30000, 0, 0", "31000, -1000, 0", "35000, 1000, -6000"})
    void a_payout_takes_net_and_commission_from_the_merchant_once(
            long net, long commission, long left) {
        var shop = fixture.aMerchant();
        post(single(member(fixture.aMemberWith(30_000)), merchant(shop), 30_000));
        var cash = posted("corporate-cash/004");
        var earned = posted("commission");
        var event = completed(shop, net, commission);

        KafkaProbe.publish(requested(event));
        KafkaProbe.publish(event);
        KafkaProbe.publish(event);

        awaitDone(UUID.fromString(event.key()), 2);
        assertThat(posted(merchant(shop))).isEqualTo(left);
        assertThat(posted("corporate-cash/004")).isEqualTo(cash + net);
        assertThat(posted("commission")).isEqualTo(earned + commission);
    }

    @Test
    void a_payout_from_another_bank_and_for_an_unknown_merchant_opens_their_accounts() {
        var event = completed(anId(), 1_000, 10);
        var payout = ((PayoutCompleted) event.payload()).toBuilder().setCorporateBankCode("088");

        KafkaProbe.publish(new Event(anId(), PAYOUTS, event.key(), payout.build()));

        awaitDone(UUID.fromString(event.key()), 1);
        assertThat(posted("merchant/" + payout.getMerchantMembershipId())).isEqualTo(-1_010);
        assertThat(posted("corporate-cash/088")).isEqualTo(1_000);
    }

    @Test
    void a_payout_from_a_closed_account_is_taken_from_suspense_as_a_whole() {
        var shop = fixture.aMerchant();
        fixture.change("UPDATE account SET closed = true WHERE name = $1", merchant(shop));
        var suspense = posted("suspense");
        var event = completed(shop, 1_000, 10);

        KafkaProbe.publish(event);

        awaitDone(UUID.fromString(event.key()), 1);
        assertThat(posted("suspense")).isEqualTo(suspense - 1_010);
        assertThat(posted(merchant(shop))).isZero();
    }

    @Test
    void each_firmbanking_costs_its_fee_once_whatever_it_served() {
        var fees = posted("firmbanking-fee");
        var remittance = anId();
        var succeeded =
                FirmbankingSucceeded.newBuilder()
                        .setFirmbankingId(anId().toString())
                        .setOrigin(FirmbankingOrigin.FIRMBANKING_ORIGIN_REMITTANCE)
                        .setOriginId(remittance.toString())
                        .setAmount(won(15_000))
                        .setFee(won(700))
                        .setCorporateBankCode("004");

        publish(FIRMBANKINGS, remittance, succeeded.build());
        publish(FIRMBANKINGS, remittance, succeeded.build());
        var free = succeeded.setFirmbankingId(anId().toString()).setFee(won(0)).build();
        publish(FIRMBANKINGS, remittance, free);

        awaitDone(remittance, 3);
        assertThat(posted("firmbanking-fee")).isEqualTo(fees - 700);
    }

    private void awaitDone(UUID key, int messages) {
        await().atMost(SOON)
                .until(() ->
                        fixture.number(
                                        "SELECT count(*) FROM queue_log WHERE key = $1 AND direction"
                                                + " = 'IN' AND status = 'DONE'",
                                        key.toString())
                                == messages);
    }

    private static void publish(String topic, UUID key, Message payload) {
        KafkaProbe.publish(new Event(anId(), topic, key.toString(), payload));
    }

    private static Event completed(UUID shop, long net, long commission) {
        var settlement = anId().toString();
        return new Event(
                anId(),
                PAYOUTS,
                settlement,
                PayoutCompleted.newBuilder()
                        .setPayoutId(anId().toString())
                        .setSettlementId(settlement)
                        .setMerchantMembershipId(shop.toString())
                        .setNet(won(net))
                        .setCommission(won(commission))
                        .setCorporateBankCode("004")
                        .setFirmbankingId(anId().toString())
                        .build());
    }

    private static Event requested(Event completed) {
        var payout = (PayoutCompleted) completed.payload();
        var requested =
                PayoutRequested.newBuilder()
                        .setPayoutId(payout.getPayoutId())
                        .setSettlementId(payout.getSettlementId())
                        .setNet(payout.getNet());
        return new Event(anId(), PAYOUTS, completed.key(), requested.build());
    }
}
