package io.mypay.membership.member;

import static io.mypay.kit.testing.TestClient.errorOf;
import static io.mypay.membership.Neighbours.MONEY;
import static io.mypay.membership.Neighbours.OUTAGES;
import static io.mypay.membership.People.aMerchant;
import static io.mypay.membership.People.aPerson;
import static io.mypay.membership.People.anEmail;
import static io.mypay.membership.People.auth;
import static io.mypay.membership.People.login;
import static io.mypay.money.v1.CloseMemberMoneyResponse.Outcome.OUTCOME_CLOSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Status.Code;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.testing.AtOnce;
import io.mypay.kit.testing.GrpcErrors;
import io.mypay.kit.testing.KafkaProbe;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.kit.testing.TestClient;
import io.mypay.kit.testing.neighbour.Outages.Operation;
import io.mypay.membership.Neighbours;
import io.mypay.membership.People;
import io.mypay.membership.Rows;
import io.mypay.membership.Secrets;
import io.mypay.membership.v1.GetMembershipRequest;
import io.mypay.membership.v1.ListStuckWithdrawalsRequest;
import io.mypay.membership.v1.Membership;
import io.mypay.membership.v1.Membership.State;
import io.mypay.membership.v1.MembershipKind;
import io.mypay.membership.v1.MembershipServiceGrpc;
import io.mypay.membership.v1.MembershipServiceGrpc.MembershipServiceBlockingStub;
import io.mypay.membership.v1.MembershipWithdrawn;
import io.mypay.membership.v1.RefreshTokenRequest;
import io.mypay.membership.v1.WithdrawMembershipRequest;
import io.mypay.membership.v1.WithdrawMembershipResponse;
import io.mypay.money.v1.CloseMemberMoneyResponse.Outcome;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Secrets.class)
@WithTestResource(Neighbours.class)
class WithdrawalTest {
    private static final String TOPIC = "mypay.membership.membership.v1";
    private static final Duration SOON = Duration.ofSeconds(15);

    @Inject Rows rows;
    @Inject WithdrawalEnds ends;

    private String email;
    private Membership leaver;
    private TestClient client;

    @BeforeEach
    void somebody_who_is_logged_in() {
        email = anEmail();
        leaver = People.signUp(aPerson(email));
        client = TestClient.withToken(login(email, People.PASSWORD).getTokens().getAccessToken());
    }

    @Test
    void whoever_withdraws_is_gone_for_good_and_it_is_told_once() throws Exception {
        var refresh = login(email, People.PASSWORD).getTokens().getRefreshToken();
        var request = withdrawal(leaver);

        var answer = self().withdrawMembership(request);

        assertThat(answer.getMembership().getState()).isEqualTo(State.STATE_WITHDRAWN);
        assertThat(answer.getMembership().getEtag()).isNotEqualTo(leaver.getEtag());
        assertThat(read(leaver)).isEqualTo(answer.getMembership());
        assertThat(client.trailer("idempotency-replayed")).isEmpty();
        assertThat(self().withdrawMembership(request)).isEqualTo(answer);
        assertThat(client.trailer("idempotency-replayed")).isEqualTo("true");
        assertThat(MONEY.closings(id(leaver))).containsExactly(OUTCOME_CLOSED);
        var refused = errorOf(() -> login(email, People.PASSWORD));
        assertThat(refused.code()).isEqualTo(Code.UNAUTHENTICATED);
        assertThat(refused.reason()).isEqualTo("CREDENTIALS_WRONG");
        assertThat(errorOf(() -> refresh(refresh)).reason()).isEqualTo("REFRESH_TOKEN_INVALID");
        assertThat(errorOf(() -> People.signUp(aPerson(email))).reason()).isEqualTo("EMAIL_TAKEN");
        assertToldOnce(leaver, MembershipKind.MEMBERSHIP_KIND_PERSON);
    }

    @ParameterizedTest
    @CsvSource({
        "OUTCOME_MONEY_LEFT, MONEY_LEFT",
        "OUTCOME_MONEY_HELD, MONEY_HELD",
        "OUTCOME_RECHARGE_UNDER_WAY, RECHARGE_UNDER_WAY"
    })
    void what_stands_against_it_changes_nothing_and_is_this_requests_answer_for_ever(
            Outcome obstacle, String reason) {
        MONEY.closingsWillBe(id(leaver), obstacle);
        var request = withdrawal(leaver);

        var error = errorOf(() -> self().withdrawMembership(request));

        assertThat(error.code()).isEqualTo(Code.FAILED_PRECONDITION);
        assertThat(error.reason()).isEqualTo(reason);
        assertThat(read(leaver)).isEqualTo(leaver);
        assertThat(login(email, People.PASSWORD).getMembershipId())
                .isEqualTo(leaver.getMembershipId());
        assertThat(events(leaver)).isZero();
        MONEY.closingsWillBe(id(leaver), OUTCOME_CLOSED);
        assertThat(errorOf(() -> self().withdrawMembership(request)).reason()).isEqualTo(reason);
        assertThat(withdrawn(leaver).getMembership().getState()).isEqualTo(State.STATE_WITHDRAWN);
        assertThat(MONEY.closings(id(leaver))).containsExactlyInAnyOrder(obstacle, OUTCOME_CLOSED);
    }

    @Test
    void a_suspended_merchant_may_be_withdrawn_by_staff() throws Exception {
        var shop = People.signUp(aMerchant(anEmail()));
        rows.change(
                "UPDATE membership SET state = 'SUSPENDED' WHERE membership_id = ?", uuid(shop));

        var answer = staff().withdrawMembership(withdrawal(shop));

        assertThat(answer.getMembership().getState()).isEqualTo(State.STATE_WITHDRAWN);
        assertToldOnce(shop, MembershipKind.MEMBERSHIP_KIND_MERCHANT);
    }

    @Test
    void who_has_withdrawn_it_may_do_so_again_and_nobody_else() {
        var first = withdrawn(leaver);

        assertThat(withdrawn(leaver)).isEqualTo(first);

        var error = errorOf(() -> staff().withdrawMembership(withdrawal(leaver)));
        assertThat(error.code()).isEqualTo(Code.FAILED_PRECONDITION);
        assertThat(error.reason()).isEqualTo("MEMBERSHIP_NOT_ACTIVE");
        assertThat(events(leaver)).isEqualTo(1);
    }

    @Test
    void members_withdraw_nobody_but_themselves() {
        var other = People.signUp(aPerson(anEmail()));

        var error = errorOf(() -> self().withdrawMembership(withdrawal(other)));

        assertThat(error.code()).isEqualTo(Code.PERMISSION_DENIED);
        assertThat(error.reason()).isEqualTo("NOT_YOURS");
        var nobody =
                WithdrawMembershipRequest.newBuilder()
                        .setRequestId(TestClient.requestId())
                        .setMembershipId(UUID.randomUUID().toString())
                        .build();
        assertThat(errorOf(() -> staff().withdrawMembership(nobody)).code())
                .isEqualTo(Code.NOT_FOUND);
        assertThat(MONEY.closings(id(other))).isEmpty();
    }

    @Test
    void while_money_is_away_the_caller_is_told_to_come_again_and_the_sweeper_ends_it()
            throws Exception {
        OUTAGES.begin(Operation.CLOSING, id(leaver));
        var request = withdrawal(leaver);

        var error = errorOf(() -> self().withdrawMembership(request));

        assertThat(error.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(error.reason()).isEqualTo("NEIGHBOUR_UNAVAILABLE");
        assertThat(error.retry()).isPresent();
        assertThat(read(leaver)).isEqualTo(leaver);
        assertThat(lastReason(leaver)).isEqualTo("NEIGHBOUR_UNAVAILABLE money");
        OUTAGES.end(Operation.CLOSING, id(leaver));

        await().atMost(SOON).until(() -> read(leaver).getState() == State.STATE_WITHDRAWN);
        assertThat(self().withdrawMembership(request).getMembership()).isEqualTo(read(leaver));
        assertThat(MONEY.closings(id(leaver))).hasSize(1);
        assertToldOnce(leaver, MembershipKind.MEMBERSHIP_KIND_PERSON);
    }

    @Test
    void a_request_id_means_one_membership_also_while_its_withdrawal_is_on_its_way() {
        var others = withdrawal(People.signUp(aPerson(anEmail())));
        OUTAGES.begin(Operation.CLOSING, id(leaver));
        var request = withdrawal(leaver);
        assertThat(errorOf(() -> staff().withdrawMembership(request)).code())
                .isEqualTo(Code.UNAVAILABLE);
        var reused = others.toBuilder().setRequestId(request.getRequestId()).build();

        assertReused(errorOf(() -> staff().withdrawMembership(reused)));
        OUTAGES.end(Operation.CLOSING, id(leaver));
        assertThat(staff().withdrawMembership(request).getMembership().getState())
                .isEqualTo(State.STATE_WITHDRAWN);
        assertReused(errorOf(() -> staff().withdrawMembership(reused)));

        assertThat(MONEY.closings(new MembershipId(UUID.fromString(others.getMembershipId()))))
                .isEmpty();
    }

    @Test
    void a_replay_ends_what_money_did_but_could_not_tell() {
        OUTAGES.loseAnswers(Operation.CLOSING, id(leaver));
        var request = withdrawal(leaver);
        assertThat(errorOf(() -> self().withdrawMembership(request)).code())
                .isEqualTo(Code.UNAVAILABLE);
        assertThat(MONEY.closings(id(leaver))).containsExactly(OUTCOME_CLOSED);
        assertThat(read(leaver).getState()).isEqualTo(State.STATE_ACTIVE);

        OUTAGES.end(Operation.CLOSING, id(leaver));

        assertThat(self().withdrawMembership(request).getMembership().getState())
                .isEqualTo(State.STATE_WITHDRAWN);
        assertThat(MONEY.closings(id(leaver))).hasSize(1);
        assertThat(events(leaver)).isEqualTo(1);
    }

    @Test
    void many_requests_at_once_are_one_withdrawal() throws Exception {
        var asked = AtOnce.times(8, () -> withdrawn(leaver));

        assertThat(asked.errors()).isEmpty();
        assertThat(asked.answers().stream().distinct()).hasSize(1);
        assertThat(MONEY.closings(id(leaver))).hasSize(1);
        assertThat(events(leaver)).isEqualTo(1);
    }

    @Test
    void several_sweepers_with_one_withdrawal_end_it_once() throws Exception {
        var id = leftOnItsWay();
        Callable<Boolean> sweeper =
                () -> {
                    ends.end(id).await().atMost(SOON);
                    return true;
                };

        var swept = AtOnce.times(6, sweeper);

        assertThat(swept.answers()).hasSize(6);
        assertThat(read(leaver).getState()).isEqualTo(State.STATE_WITHDRAWN);
        assertThat(read(leaver).getEtag()).isEqualTo("1");
        assertThat(MONEY.closings(id(leaver))).hasSize(1);
        assertThat(events(leaver)).isEqualTo(1);
    }

    @Test
    void whoever_logs_in_at_the_same_time_is_refused_or_logged_out() throws Exception {
        for (int round = 0; round < 5; round++) {
            var mail = anEmail();
            var member = People.signUp(aPerson(mail));

            var both =
                    AtOnce.both(
                            () -> login(mail, People.PASSWORD).getTokens().getRefreshToken(),
                            () -> staff().withdrawMembership(withdrawal(member)).getWithdrawalId());

            assertThat(read(member).getState()).isEqualTo(State.STATE_WITHDRAWN);
            assertThat(both.reasons()).isSubsetOf("CREDENTIALS_WRONG");
            assertThat(
                            rows.count(
                                    "SELECT count(*) FROM token_family WHERE subject = ? AND state"
                                            + " = 'OPEN'",
                                    uuid(member)))
                    .isZero();
        }
    }

    @Test
    void one_past_its_time_is_listed_for_staff_with_its_reason() {
        var id = leftOnItsWay();
        rows.change(
                """
                UPDATE withdrawal
                   SET create_time = now() - interval '1 hour',
                       final_by = now() - interval '1 minute'
                 WHERE withdrawal_id = ?
                """,
                id.value());

        var stuck =
                staff().listStuckWithdrawals(ListStuckWithdrawalsRequest.getDefaultInstance())
                        .getStuckList();

        assertThat(stuck)
                .filteredOn(one -> one.getId().equals(id.toString()))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.getMembershipId()).isEqualTo(leaver.getMembershipId());
                    assertThat(one.getState()).isEqualTo("REQUESTED");
                    assertThat(one.getLastReason()).isEqualTo("NEIGHBOUR_UNAVAILABLE money");
                });
        ends.end(id).await().atMost(SOON);
        assertThat(
                        staff().listStuckWithdrawals(
                                        ListStuckWithdrawalsRequest.getDefaultInstance())
                                .getStuckList())
                .noneMatch(one -> one.getId().equals(id.toString()));
    }

    /** Money was away for a moment; the sweeper comes in an hour. */
    private WithdrawalId leftOnItsWay() {
        OUTAGES.begin(Operation.CLOSING, id(leaver));
        assertThat(errorOf(() -> withdrawn(leaver)).code()).isEqualTo(Code.UNAVAILABLE);
        await().atMost(SOON)
                .until(() ->
                        rows.change(
                                        """
                                        UPDATE withdrawal
                                           SET next_attempt_at = now() + interval '1 hour'
                                         WHERE membership_id = ?
                                           AND last_reason <> ''
                                        """,
                                        uuid(leaver))
                                == 1);
        OUTAGES.end(Operation.CLOSING, id(leaver));
        return WithdrawalId.parse(
                rows.text(
                        "SELECT withdrawal_id FROM withdrawal WHERE membership_id = ?",
                        uuid(leaver)));
    }

    private static void assertReused(GrpcErrors error) {
        assertThat(error.code()).isEqualTo(Code.ALREADY_EXISTS);
        assertThat(error.reason()).isEqualTo("REQUEST_ID_REUSED");
    }

    private void assertToldOnce(Membership member, MembershipKind kind) throws Exception {
        assertThat(events(member)).isEqualTo(1);
        var message =
                UUID.fromString(
                        rows.text(
                                "SELECT message_id FROM queue_log WHERE key = ? AND type ="
                                        + " 'mypay.membership.v1.MembershipWithdrawn'",
                                member.getMembershipId()));
        await().atMost(SOON).until(() -> KafkaProbe.read(TOPIC, message).size() == 1);
        var record = KafkaProbe.read(TOPIC, message).getFirst();
        assertThat(record.key()).isEqualTo(member.getMembershipId());
        var event = MembershipWithdrawn.parseFrom(record.value());
        assertThat(event.getMembershipId()).isEqualTo(member.getMembershipId());
        assertThat(event.getKind()).isEqualTo(kind);
        assertThat(event.getWithdrawTime()).isEqualTo(read(member).getUpdateTime());
    }

    private long events(Membership member) {
        return rows.count(
                "SELECT count(*) FROM queue_log WHERE key = ? AND type ="
                        + " 'mypay.membership.v1.MembershipWithdrawn'",
                member.getMembershipId());
    }

    private String lastReason(Membership member) {
        return rows.text(
                "SELECT last_reason FROM withdrawal WHERE membership_id = ?", uuid(member));
    }

    private WithdrawMembershipResponse withdrawn(Membership member) {
        return self().withdrawMembership(withdrawal(member));
    }

    private static Membership read(Membership member) {
        return staff().getMembership(
                        GetMembershipRequest.newBuilder()
                                .setMembershipId(member.getMembershipId())
                                .build())
                .getMembership();
    }

    private static void refresh(String token) {
        var answer =
                auth().refreshToken(
                                RefreshTokenRequest.newBuilder().setRefreshToken(token).build());
        throw new AssertionError("who has left got " + answer);
    }

    private static WithdrawMembershipRequest withdrawal(Membership member) {
        return WithdrawMembershipRequest.newBuilder()
                .setRequestId(TestClient.requestId())
                .setMembershipId(member.getMembershipId())
                .build();
    }

    private MembershipServiceBlockingStub self() {
        return client.stub(MembershipServiceGrpc::newBlockingStub);
    }

    private static MembershipServiceBlockingStub staff() {
        return People.with(
                login(Secrets.STAFF_LOGIN, Secrets.STAFF_PASSWORD).getTokens().getAccessToken());
    }

    private static MembershipId id(Membership member) {
        return new MembershipId(uuid(member));
    }

    private static UUID uuid(Membership member) {
        return UUID.fromString(member.getMembershipId());
    }
}
