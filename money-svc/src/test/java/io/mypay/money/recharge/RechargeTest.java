package io.mypay.money.recharge;

import static io.mypay.kit.testing.TestClient.errorOf;
import static io.mypay.money.Fixture.anId;
import static io.mypay.money.Fixture.member;
import static io.mypay.money.Fixture.posted;
import static io.mypay.money.Fixture.won;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Status.Code;
import io.micrometer.core.instrument.MeterRegistry;
import io.mypay.banking.v1.FirmbankingDirection;
import io.mypay.banking.v1.FirmbankingFailed;
import io.mypay.banking.v1.FirmbankingOrigin;
import io.mypay.banking.v1.FirmbankingSucceeded;
import io.mypay.kit.auth.Role;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.queuelog.Event;
import io.mypay.kit.testing.AtOnce;
import io.mypay.kit.testing.KafkaProbe;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.kit.testing.TestClient;
import io.mypay.money.FakeBanking;
import io.mypay.money.Fixture;
import io.mypay.money.Neighbours;
import io.mypay.money.v1.GetRechargeRequest;
import io.mypay.money.v1.ListRechargesRequest;
import io.mypay.money.v1.ListStuckRechargesRequest;
import io.mypay.money.v1.MoneyServiceGrpc;
import io.mypay.money.v1.MoneyServiceGrpc.MoneyServiceBlockingStub;
import io.mypay.money.v1.Recharge;
import io.mypay.money.v1.Recharge.State;
import io.mypay.money.v1.RechargeRequested;
import io.mypay.money.v1.RequestRechargeRequest;
import io.mypay.money.v1.WatchRechargeRequest;
import io.mypay.type.v1.Stuck;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Neighbours.class)
class RechargeTest {
    private static final String BANKING = "mypay.banking.firmbanking.v1";
    private static final String RECHARGES = "mypay.money.recharge.v1";
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final long FEE = 500;

    @Inject Fixture fixture;
    @Inject MeterRegistry meters;

    @AfterEach
    void the_ledger_is_proven() {
        fixture.assertProven();
    }

    @Test
    void a_recharge_is_credited_once_however_often_banking_says_it_succeeded() throws Exception {
        var member = fixture.aMember();
        FakeBanking.registered(member);
        var cash = posted("corporate-cash/004");
        var fees = posted("firmbanking-fee");

        var recharge = request(member, 50_000);
        assertThat(recharge.getState()).isEqualTo(State.STATE_REQUESTED);
        var states = as(member).watchRecharge(watch(recharge));
        assertThat(states.next().getRecharge().getState()).isEqualTo(State.STATE_REQUESTED);
        var event = succeeded(recharge, 50_000);
        KafkaProbe.publish(event);
        KafkaProbe.publish(event);
        // Not even as another message: the credit's id comes from the recharge.
        KafkaProbe.publish(new Event(anId(), event.topic(), event.key(), event.payload()));

        assertThat(states.next().getRecharge().getState()).isEqualTo(State.STATE_SUCCEEDED);
        assertThat(states.hasNext()).isFalse();
        awaitConsumed(event.key(), 2);
        assertThat(posted(member(member))).isEqualTo(50_000);
        assertThat(posted("corporate-cash/004")).isEqualTo(cash - 50_000 + FEE);
        assertThat(posted("firmbanking-fee")).isEqualTo(fees - FEE);
        assertThat(get(member, recharge).getFirmbankingId())
                .isEqualTo(((FirmbankingSucceeded) event.payload()).getFirmbankingId());
    }

    @Test
    void a_new_member_recharges_before_the_news_of_the_sign_up_has_come() {
        var member = anId();
        FakeBanking.registered(member);

        var recharge = request(member, 20_000);
        KafkaProbe.publish(succeeded(recharge, 20_000));

        await().atMost(SOON).until(() -> posted(member(member)) == 20_000);
    }

    @Test
    void what_is_asked_of_banking_and_how_it_ended_is_published_in_order() throws Exception {
        var member = fixture.aMember();
        var account = FakeBanking.registered(member);
        var recharge = request(member, 30_000);
        KafkaProbe.publish(succeeded(recharge, 30_000));

        await().atMost(SOON).until(() -> published(recharge).size() == 2);

        assertThat(published(recharge))
                .containsExactly(
                        "mypay.money.v1.RechargeRequested", "mypay.money.v1.RechargeSucceeded");
        var id = Uuid7.derive(UUID.fromString(recharge.getRechargeId()), "requested");
        var record = KafkaProbe.read(RECHARGES, id).getFirst();
        var requested = RechargeRequested.parseFrom(record.value());
        assertThat(requested.getRegisteredBankAccountId()).isEqualTo(account.toString());
        assertThat(requested.getAmount()).isEqualTo(won(30_000));
    }

    @Test
    void a_recharge_that_banking_failed_credits_nothing() {
        var member = fixture.aMember();
        FakeBanking.registered(member);
        var recharge = request(member, 50_000);

        KafkaProbe.publish(failed(recharge));

        await().atMost(SOON).until(() -> get(member, recharge).getState() == State.STATE_FAILED);
        assertThat(get(member, recharge).getFailureReason()).isEqualTo("INSUFFICIENT_FUNDS");
        assertThat(posted(member(member))).isZero();
        await().atMost(SOON).until(() -> published(recharge).size() == 2);
        assertThat(published(recharge)).contains("mypay.money.v1.RechargeFailed");
    }

    @Test
    void cash_that_no_recharge_waits_for_goes_to_suspense() {
        var member = fixture.aMember();
        FakeBanking.registered(member);
        var ended = request(member, 10_000);
        KafkaProbe.publish(failed(ended));
        var other = request(member, 10_000);
        var suspense = posted("suspense");

        KafkaProbe.publish(succeeded(ended, 10_000));
        KafkaProbe.publish(succeeded(other, 9_000));

        await().atMost(SOON).until(() -> posted("suspense") == suspense + 19_000);
        assertThat(posted(member(member))).isZero();
        assertThat(get(member, ended).getState()).isEqualTo(State.STATE_FAILED);
        assertThat(get(member, other).getState()).isEqualTo(State.STATE_REQUESTED);
    }

    @Test
    void cash_for_a_closed_account_goes_to_suspense_and_the_recharge_stays_open() {
        var member = fixture.aMember();
        FakeBanking.registered(member);
        var recharge = request(member, 10_000);
        fixture.change("UPDATE account SET closed = true WHERE name = $1", member(member));
        var suspense = posted("suspense");

        KafkaProbe.publish(succeeded(recharge, 10_000));

        await().atMost(SOON).until(() -> posted("suspense") == suspense + 10_000);
        assertThat(get(member, recharge).getState()).isEqualTo(State.STATE_REQUESTED);
    }

    @Test
    void the_same_request_at_once_and_later_is_one_recharge() throws Exception {
        var member = fixture.aMember();
        FakeBanking.registered(member);
        var request = order(member, 10_000).build();

        var sent = AtOnce.times(5, () -> as(member).requestRecharge(request).getRecharge());
        // Nobody registered any more, and banking away: the first answer stands.
        FakeBanking.away(member);
        var client = TestClient.as(member, Role.MEMBER);
        var later = client.stub(MoneyServiceGrpc::newBlockingStub).requestRecharge(request);

        assertThat(sent.errors()).allMatch(error -> error.reason().equals("REQUEST_IN_PROGRESS"));
        assertThat(sent.answers()).isNotEmpty().containsOnly(later.getRecharge());
        assertThat(client.trailer("idempotency-replayed")).isEqualTo("true");
        assertThat(rechargesOf(member)).isEqualTo(1);
    }

    @Test
    void a_request_id_with_other_content_is_refused() {
        var member = fixture.aMember();
        FakeBanking.registered(member);
        var request = order(member, 10_000);
        as(member).requestRecharge(request.build());

        var error = errorOf(() -> as(member).requestRecharge(request.setAmount(won(1)).build()));

        assertThat(error.code()).isEqualTo(Code.ALREADY_EXISTS);
        assertThat(error.reason()).isEqualTo("REQUEST_ID_REUSED");
        assertThat(rechargesOf(member)).isEqualTo(1);
    }

    @Test
    void without_a_bank_account_of_ones_own_there_is_no_recharge_and_nothing_is_left_behind() {
        var member = fixture.aMember();
        var others = FakeBanking.registered(fixture.aMember());
        var gone = FakeBanking.deregistered(member);
        FakeBanking.notDefault(member);
        var before = fixture.count("queue_log") + fixture.count("request");

        for (var account :
                new String[] {"", others.toString(), gone.toString(), anId().toString()}) {
            var request = order(member, 10_000).setRegisteredBankAccountId(account).build();
            var error = errorOf(() -> as(member).requestRecharge(request));
            assertThat(error.code()).isEqualTo(Code.FAILED_PRECONDITION);
            assertThat(error.reason()).isEqualTo("NO_REGISTERED_BANK_ACCOUNT");
        }
        assertThat(rechargesOf(member)).isZero();
        assertThat(fixture.count("queue_log") + fixture.count("request")).isEqualTo(before);
    }

    @Test
    void the_account_that_is_named_is_used() {
        var member = fixture.aMember();
        FakeBanking.registered(member);
        var named = FakeBanking.notDefault(member);

        var request = order(member, 10_000).setRegisteredBankAccountId(named.toString()).build();

        assertThat(as(member).requestRecharge(request).getRecharge().getRegisteredBankAccountId())
                .isEqualTo(named.toString());
    }

    @Test
    void what_a_recharge_cannot_be_is_refused() {
        var member = fixture.aMember();
        FakeBanking.registered(member);
        var dollars = won(1).toBuilder().setCurrencyCode("USD").build();

        assertRefused(
                member, order(member, 10_000_001), Code.FAILED_PRECONDITION, "AMOUNT_OVER_LIMIT");
        assertRefused(
                member,
                order(member, 1).setAmount(dollars),
                Code.FAILED_PRECONDITION,
                "CURRENCY_NOT_SUPPORTED");
        assertRefused(member, order(member, 0), Code.INVALID_ARGUMENT, "INVALID_FIELD");
        assertRefused(member, order(fixture.aMember(), 1), Code.PERMISSION_DENIED, "NOT_YOURS");
        assertThat(rechargesOf(member)).isZero();
    }

    @Test
    void a_quote_checks_everything_and_leaves_nothing() {
        var member = fixture.aMember();
        var account = FakeBanking.registered(member);
        var before = fixture.count("queue_log") + fixture.count("request");

        var quote =
                as(member)
                        .requestRecharge(order(member, 10_000).setValidateOnly(true).build())
                        .getRecharge();

        assertThat(quote.getRechargeId()).isEmpty();
        assertThat(quote.getRegisteredBankAccountId()).isEqualTo(account.toString());
        assertThat(quote.getAmount()).isEqualTo(won(10_000));
        assertThat(rechargesOf(member)).isZero();
        assertThat(fixture.count("queue_log") + fixture.count("request")).isEqualTo(before);
    }

    @Test
    void while_banking_is_away_the_caller_is_told_to_come_again() {
        var member = fixture.aMember();
        FakeBanking.away(member);

        var error = errorOf(() -> request(member, 10_000));

        assertThat(error.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(error.reason()).isEqualTo("NEIGHBOUR_UNAVAILABLE");
        assertThat(rechargesOf(member)).isZero();
    }

    @Test
    void a_recharge_is_seen_by_its_member_and_by_staff_only() {
        var member = fixture.aMember();
        FakeBanking.registered(member);
        var recharge = request(member, 10_000);
        var stranger = as(fixture.aMember());

        assertThat(errorOf(() -> stranger.getRecharge(get(recharge))).reason())
                .isEqualTo("NOT_YOURS");
        assertThat(errorOf(() -> stranger.watchRecharge(watch(recharge)).next()).reason())
                .isEqualTo("NOT_YOURS");
        assertThat(errorOf(() -> stranger.listRecharges(list(member).build())).reason())
                .isEqualTo("NOT_YOURS");
        var unknown = GetRechargeRequest.newBuilder().setRechargeId(anId().toString()).build();
        assertThat(errorOf(() -> stranger.getRecharge(unknown)).code()).isEqualTo(Code.NOT_FOUND);
        var staff = TestClient.as("staff", Role.STAFF).stub(MoneyServiceGrpc::newBlockingStub);
        assertThat(staff.getRecharge(get(recharge)).getRecharge()).isEqualTo(recharge);
    }

    @Test
    void recharges_are_listed_newest_first_in_pages() {
        var member = fixture.aMember();
        FakeBanking.registered(member);
        var first = request(member, 1);
        var second = request(member, 2);
        var third = request(member, 3);

        var page = as(member).listRecharges(list(member).setPageSize(2).build());
        var rest =
                as(member)
                        .listRecharges(
                                list(member)
                                        .setPageSize(2)
                                        .setPageToken(page.getNextPageToken())
                                        .build());

        assertThat(page.getRechargesList()).containsExactly(third, second);
        assertThat(rest.getRechargesList()).containsExactly(first);
        assertThat(rest.getNextPageToken()).isEmpty();
        var invalid = list(member).setPageToken("no-token").build();
        assertThat(errorOf(() -> as(member).listRecharges(invalid)).reason())
                .isEqualTo("PAGE_TOKEN_INVALID");
    }

    @Test
    void a_recharge_past_its_time_is_raised_as_stuck_and_can_still_succeed() {
        var member = fixture.aMember();
        FakeBanking.registered(member);
        var recharge = request(member, 10_000);
        var id = UUID.fromString(recharge.getRechargeId());

        fixture.change(
                """
                UPDATE recharge
                   SET create_time = now() - interval '1 hour',
                       final_by = now() - interval '1 minute',
                       next_attempt_at = now() - interval '1 minute'
                 WHERE recharge_id = $1
                """,
                id);
        await().atMost(SOON).until(() -> stuck() == 1);
        assertThat(fixture.number("SELECT attempts FROM recharge WHERE recharge_id = $1", id))
                .isEqualTo(1);
        assertThat(listedAsStuck())
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.getId()).isEqualTo(recharge.getRechargeId());
                    assertThat(it.getMembershipId()).isEqualTo(member.toString());
                    assertThat(it.getState()).isEqualTo("REQUESTED");
                    assertThat(it.getAttempts()).isEqualTo(1);
                });

        KafkaProbe.publish(succeeded(recharge, 10_000));
        await().atMost(SOON).until(() -> stuck() == 0);
        assertThat(listedAsStuck()).isEmpty();
        assertThat(posted(member(member))).isEqualTo(10_000);
    }

    private static List<Stuck> listedAsStuck() {
        return TestClient.as("staff", Role.STAFF)
                .stub(MoneyServiceGrpc::newBlockingStub)
                .listStuckRecharges(ListStuckRechargesRequest.getDefaultInstance())
                .getStuckList();
    }

    private double stuck() {
        return meters.get("mypay_recharges_stuck").gauge().value();
    }

    private void awaitConsumed(String key, int messages) {
        await().atMost(SOON)
                .until(() ->
                        fixture.number(
                                        "SELECT count(*) FROM queue_log WHERE key = $1 AND"
                                                + " consumer = 'money.firmbankings' AND"
                                                + " status = 'DONE'",
                                        key)
                                == messages);
    }

    private static List<String> published(Recharge recharge) {
        return KafkaProbe.read(RECHARGES).stream()
                .filter(record -> recharge.getRechargeId().equals(record.key()))
                .map(record -> KafkaProbe.header(record, "ce_type"))
                .toList();
    }

    private long rechargesOf(UUID member) {
        return fixture.number("SELECT count(*) FROM recharge WHERE membership_id = $1", member);
    }

    private static void assertRefused(
            UUID caller, RequestRechargeRequest.Builder request, Code code, String reason) {
        var error = errorOf(() -> as(caller).requestRecharge(request.build()));
        assertThat(error.code()).isEqualTo(code);
        assertThat(error.reason()).isEqualTo(reason);
    }

    private static MoneyServiceBlockingStub as(UUID member) {
        return TestClient.as(member, Role.MEMBER).stub(MoneyServiceGrpc::newBlockingStub);
    }

    private static Recharge request(UUID member, long amount) {
        return as(member).requestRecharge(order(member, amount).build()).getRecharge();
    }

    private static RequestRechargeRequest.Builder order(UUID member, long amount) {
        return RequestRechargeRequest.newBuilder()
                .setRequestId(TestClient.requestId())
                .setMembershipId(member.toString())
                .setAmount(won(amount));
    }

    private static Recharge get(UUID member, Recharge recharge) {
        return as(member).getRecharge(get(recharge)).getRecharge();
    }

    private static GetRechargeRequest get(Recharge recharge) {
        return GetRechargeRequest.newBuilder().setRechargeId(recharge.getRechargeId()).build();
    }

    private static WatchRechargeRequest watch(Recharge recharge) {
        return WatchRechargeRequest.newBuilder().setRechargeId(recharge.getRechargeId()).build();
    }

    private static ListRechargesRequest.Builder list(UUID member) {
        return ListRechargesRequest.newBuilder().setMembershipId(member.toString());
    }

    private static Event succeeded(Recharge recharge, long amount) {
        var payload =
                FirmbankingSucceeded.newBuilder()
                        .setFirmbankingId(anId().toString())
                        .setOrigin(FirmbankingOrigin.FIRMBANKING_ORIGIN_RECHARGE)
                        .setOriginId(recharge.getRechargeId())
                        .setMembershipId(recharge.getMembershipId())
                        .setDirection(FirmbankingDirection.FIRMBANKING_DIRECTION_WITHDRAW)
                        .setAmount(won(amount))
                        .setFee(won(FEE))
                        .setCorporateBankCode("004")
                        .build();
        return new Event(anId(), BANKING, recharge.getRechargeId(), payload);
    }

    private static Event failed(Recharge recharge) {
        var payload =
                FirmbankingFailed.newBuilder()
                        .setFirmbankingId(anId().toString())
                        .setOrigin(FirmbankingOrigin.FIRMBANKING_ORIGIN_RECHARGE)
                        .setOriginId(recharge.getRechargeId())
                        .setMembershipId(recharge.getMembershipId())
                        .setFailureReason("INSUFFICIENT_FUNDS")
                        .build();
        return new Event(anId(), BANKING, recharge.getRechargeId(), payload);
    }
}
