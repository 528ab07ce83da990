package io.mypay.banking.firmbanking;

import static io.mypay.banking.Callers.aBank;
import static io.mypay.banking.Callers.anOriginId;
import static io.mypay.banking.Callers.registered;
import static io.mypay.banking.FakeMembership.anActiveMember;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.mypay.banking.FakeBank;
import io.mypay.banking.Rows;
import io.mypay.banking.Surroundings;
import io.mypay.banking.v1.FirmbankingDirection;
import io.mypay.banking.v1.FirmbankingFailed;
import io.mypay.banking.v1.FirmbankingOrigin;
import io.mypay.banking.v1.FirmbankingSucceeded;
import io.mypay.kit.grpc.Protos;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.money.Money;
import io.mypay.kit.queuelog.Event;
import io.mypay.kit.testing.KafkaProbe;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.money.v1.RechargeRequested;
import io.mypay.money.v1.RechargeSucceeded;
import io.mypay.settlement.v1.PayoutRequested;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Surroundings.class)
class FirmbankingMessagesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String RECHARGES = "mypay.money.recharge.v1";
    private static final String PAYOUTS = "mypay.settlement.payout.v1";
    private static final String FIRMBANKINGS = "mypay.banking.firmbanking.v1";

    @Inject Rows rows;

    private final FakeBank bank = aBank();
    private final UUID member = anActiveMember();

    @Test
    void a_recharge_is_withdrawn_and_its_success_told() throws InvalidProtocolBufferException {
        var recharge = aRecharge(registered(member, bank), 50_000);
        publish(RECHARGES, recharge.getRechargeId(), recharge);
        var told = FirmbankingSucceeded.parseFrom(heard(recharge.getRechargeId()).value());
        assertThat(told.getOrigin()).isEqualTo(FirmbankingOrigin.FIRMBANKING_ORIGIN_RECHARGE);
        assertThat(told.getDirection())
                .isEqualTo(FirmbankingDirection.FIRMBANKING_DIRECTION_WITHDRAW);
        assertThat(told.getMembershipId()).isEqualTo(member.toString());
        assertThat(told.getAmount().getMinorUnits()).isEqualTo(50_000);
        assertThat(told.getFee().getMinorUnits()).isEqualTo(FakeBank.FEE);
        assertThat(told.getCorporateBankCode()).isEqualTo("004");
        assertThat(bank.moved()).isEqualTo(50_000);
    }

    @Test
    void the_same_message_twice_and_the_same_recharge_in_another_message_move_the_cash_once() {
        var recharge = aRecharge(registered(member, bank), 50_000);
        var event = event(RECHARGES, recharge.getRechargeId(), recharge);
        KafkaProbe.publish(event);
        KafkaProbe.publish(event);
        var again = event(RECHARGES, recharge.getRechargeId(), recharge);
        KafkaProbe.publish(again);
        awaitConsumed(again, "SUCCESS");
        await().atMost(PATIENCE)
                .until(() -> told(FirmbankingSucceeded.class, recharge.getRechargeId()) == 1);
        assertThat(bank.commands()).isEqualTo(1);
        assertThat(bank.moved()).isEqualTo(50_000);
        assertThat(rows.firmbankingsOf(member)).isEqualTo(1);
    }

    @Test
    void a_payout_goes_to_the_merchants_default_account() throws InvalidProtocolBufferException {
        var account = registered(member, bank);
        registered(member, aBank());
        var payout = aPayout(20_000);
        publish(PAYOUTS, payout.getSettlementId(), payout);
        var told = FirmbankingSucceeded.parseFrom(heard(payout.getPayoutId()).value());
        assertThat(told.getOrigin()).isEqualTo(FirmbankingOrigin.FIRMBANKING_ORIGIN_PAYOUT);
        assertThat(told.getDirection())
                .isEqualTo(FirmbankingDirection.FIRMBANKING_DIRECTION_DEPOSIT);
        assertThat(bank.moved()).isEqualTo(20_000);
        var used = "SELECT registered_bank_account_id FROM firmbanking WHERE membership_id = ?";
        assertThat(rows.texts(used, member)).containsExactly(account);
    }

    @Test
    void what_cannot_be_done_is_answered_with_a_failure() throws InvalidProtocolBufferException {
        var payout = aPayout(20_000);
        publish(PAYOUTS, payout.getSettlementId(), payout);
        var told = FirmbankingFailed.parseFrom(heard(payout.getPayoutId()).value());
        assertThat(told.getFailureReason()).isEqualTo("NO_REGISTERED_BANK_ACCOUNT");
        assertThat(told.getFirmbankingId()).isEmpty();
        assertThat(told.getOriginId()).isEqualTo(payout.getPayoutId());
        var recharge = aRecharge(registered(member, bank), 1_000_001);
        publish(RECHARGES, recharge.getRechargeId(), recharge);
        var refused = FirmbankingFailed.parseFrom(heard(recharge.getRechargeId()).value());
        assertThat(refused.getFailureReason()).isEqualTo("BANK_DAILY_LIMIT_EXCEEDED");
        assertThat(rows.firmbankingsOf(member)).isZero();
    }

    @Test
    void other_events_of_the_topic_are_passed_over() {
        var succeeded = RechargeSucceeded.newBuilder().setRechargeId(anOriginId()).build();
        var event = event(RECHARGES, succeeded.getRechargeId(), succeeded);
        KafkaProbe.publish(event);
        awaitConsumed(event, "SUCCESS");
        assertThat(told(FirmbankingFailed.class, succeeded.getRechargeId())).isZero();
    }

    @Test
    void an_origin_used_for_something_else_goes_to_the_dead_letters_and_tells_nobody() {
        var recharge = aRecharge(registered(member, bank), 50_000);
        publish(RECHARGES, recharge.getRechargeId(), recharge);
        var first = heard(recharge.getRechargeId());
        var other = recharge.toBuilder().setAmount(Protos.proto(Money.krw(1))).build();
        var event = event(RECHARGES, recharge.getRechargeId(), other);
        KafkaProbe.publish(event);
        awaitConsumed(event, "FAILURE");
        assertThat(told(FirmbankingSucceeded.class, first.key())).isEqualTo(1);
        assertThat(told(FirmbankingFailed.class, first.key())).isZero();
    }

    @Test
    void an_unreadable_message_goes_to_the_dead_letters_and_blocks_nobody() {
        var recharge = aRecharge(registered(member, bank), 50_000);
        var broken = event(RECHARGES, recharge.getRechargeId(), recharge);
        KafkaProbe.publish(broken, "not a proto".getBytes(StandardCharsets.UTF_8));
        var malformed = recharge.toBuilder().setMembershipId("not an id").build();
        var refused = event(RECHARGES, recharge.getRechargeId(), malformed);
        KafkaProbe.publish(refused);
        publish(RECHARGES, recharge.getRechargeId(), recharge);
        awaitConsumed(broken, "FAILURE");
        awaitConsumed(refused, "FAILURE");
        assertThat(heard(recharge.getRechargeId()).value()).isNotEmpty();
    }

    private RechargeRequested aRecharge(String account, long won) {
        return RechargeRequested.newBuilder()
                .setRechargeId(anOriginId())
                .setMembershipId(member.toString())
                .setRegisteredBankAccountId(account)
                .setAmount(Protos.proto(Money.krw(won)))
                .setCreateTime(Protos.proto(Instant.now()))
                .build();
    }

    private PayoutRequested aPayout(long won) {
        return PayoutRequested.newBuilder()
                .setPayoutId(anOriginId())
                .setSettlementId(anOriginId())
                .setMerchantMembershipId(member.toString())
                .setNet(Protos.proto(Money.krw(won)))
                .setCreateTime(Protos.proto(Instant.now()))
                .build();
    }

    private static void publish(String topic, String key, Message payload) {
        KafkaProbe.publish(event(topic, key, payload));
    }

    private static Event event(String topic, String key, Message payload) {
        return new Event(Uuid7.next(Instant.now()), topic, key, payload);
    }

    /** The one event about an origin that came out of Kafka. */
    private ConsumerRecord<String, byte[]> heard(String originId) {
        var published =
                """
                SELECT count(*) FROM queue_log
                 WHERE direction = 'OUT' AND topic = ? AND key = ? AND status = 'DONE'
                """;
        await().atMost(PATIENCE).until(() -> rows.count(published, FIRMBANKINGS, originId) == 1);
        var about =
                KafkaProbe.read(FIRMBANKINGS).stream()
                        .filter(record -> record.key().equals(originId))
                        .toList();
        assertThat(about).hasSize(1);
        return about.getFirst();
    }

    private long told(Class<?> type, String originId) {
        return rows.events(type, originId);
    }

    private void awaitConsumed(Event event, String outcome) {
        var sql =
                """
                SELECT count(*) FROM queue_log
                 WHERE direction = 'IN' AND message_id = ? AND processed_status = ?
                """;
        await().atMost(PATIENCE).until(() -> rows.count(sql, event.messageId(), outcome) == 1);
    }
}
