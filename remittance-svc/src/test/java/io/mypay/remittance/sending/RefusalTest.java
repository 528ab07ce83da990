package io.mypay.remittance.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.mypay.banking.v1.Firmbanking;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.kit.testing.TestClient;
import io.mypay.kit.testing.neighbour.Outages.Operation;
import io.mypay.membership.v1.Membership;
import io.mypay.membership.v1.MembershipKind;
import io.mypay.money.v1.Recharge;
import io.mypay.remittance.neighbour.Neighbours;
import io.mypay.remittance.v1.GetRemittanceRequest;
import io.mypay.remittance.v1.ListRemittancesRequest;
import io.mypay.remittance.v1.Remittance.State;
import io.mypay.remittance.v1.RequestRemittanceRequest;
import io.mypay.remittance.v1.WatchRemittanceRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(Neighbours.class)
class RefusalTest {
    @Inject Rows rows;

    private final Member mina = Member.with(10_000);

    @Test
    void an_unknown_recipient() {
        refused(mina.toMember(Orders.aMembershipId(), 1), "NOT_FOUND", "RECIPIENT_NOT_FOUND");
    }

    @Test
    void a_merchant_as_recipient() {
        var merchant =
                Member.of(
                        MembershipKind.MEMBERSHIP_KIND_MERCHANT, Membership.State.STATE_ACTIVE, 0);
        refused(mina.toMember(merchant.id, 1), "FAILED_PRECONDITION", "RECIPIENT_NOT_A_MEMBER");
    }

    @Test
    void a_suspended_recipient() {
        refused(mina.toMember(inactive().id, 1), "FAILED_PRECONDITION", "MEMBERSHIP_NOT_ACTIVE");
    }

    @Test
    void a_suspended_sender() {
        var sender = inactive();
        refused(sender, sender.toBank(1), "FAILED_PRECONDITION", "MEMBERSHIP_NOT_ACTIVE");
    }

    private static Member inactive() {
        return Member.of(
                MembershipKind.MEMBERSHIP_KIND_PERSON, Membership.State.STATE_SUSPENDED, 100);
    }

    @Test
    void oneself_as_recipient() {
        refused(mina.toMember(mina.id, 1), "FAILED_PRECONDITION", "SAME_MEMBER");
    }

    @Test
    void another_currency() {
        var request = mina.toBank(1).toBuilder();
        request.getAmountBuilder().setCurrencyCode("USD");
        refused(request.build(), "FAILED_PRECONDITION", "CURRENCY_NOT_SUPPORTED");
    }

    @Test
    void too_little_money_and_no_bank_account() {
        var error = refused(mina.toBank(9_501), "FAILED_PRECONDITION", "INSUFFICIENT_FUNDS");
        assertThat(error.metadata()).containsEntry("missing_minor_units", "1");
    }

    @Test
    void a_member_whose_money_is_not_open_yet_has_none() {
        var fresh = new Member();
        Neighbours.MEMBERSHIP.add(
                fresh.id, MembershipKind.MEMBERSHIP_KIND_PERSON, Membership.State.STATE_ACTIVE);
        refused(fresh, fresh.toBank(1), "FAILED_PRECONDITION", "INSUFFICIENT_FUNDS");
    }

    @Test
    void somebody_elses_money() {
        var other = Member.with(10_000);
        refused(mina, other.toBank(1), "PERMISSION_DENIED", "NOT_YOURS");
    }

    @Test
    void a_neighbour_that_is_away_before_anything_is_accepted() {
        Neighbours.OUTAGES.begin(Operation.BALANCE, mina.id);
        refused(mina.toBank(1_000), "UNAVAILABLE", "NEIGHBOUR_UNAVAILABLE");
    }

    @Test
    void malformed_fields_are_named() {
        var error =
                refused(
                        mina.toBank(0).toBuilder().setRequestId("one").build(),
                        "INVALID_ARGUMENT",
                        "INVALID_FIELD");
        assertThat(error.fields()).contains("request_id", "amount");
        refused(
                mina.toBank(1).toBuilder().setMemo("a\0b").build(),
                "INVALID_ARGUMENT",
                "INVALID_FIELD");
        refused(
                mina.toBank(1).toBuilder().clearRecipient().build(),
                "INVALID_ARGUMENT",
                "INVALID_FIELD");
        refused(mina.toBank(Long.MAX_VALUE), "INVALID_ARGUMENT", "INVALID_FIELD");
    }

    @Test
    void strangers_do_not_see_it_and_unknown_ids_are_not_found() {
        var sent = mina.send(mina.toBank(1_000));
        var stranger = Member.with(0);
        var get = GetRemittanceRequest.newBuilder().setRemittanceId(sent.getRemittanceId()).build();
        var list = ListRemittancesRequest.newBuilder().setMembershipId(mina.id.toString()).build();
        var watch =
                WatchRemittanceRequest.newBuilder().setRemittanceId(sent.getRemittanceId()).build();
        var unknown =
                GetRemittanceRequest.newBuilder().setRemittanceId(Orders.anId().toString()).build();

        assertThat(TestClient.errorOf(() -> stranger.calls().getRemittance(get)).reason())
                .isEqualTo("NOT_YOURS");
        assertThat(TestClient.errorOf(() -> stranger.calls().listRemittances(list)).reason())
                .isEqualTo("NOT_YOURS");
        assertThat(
                        TestClient.errorOf(() -> stranger.calls().watchRemittance(watch).next())
                                .reason())
                .isEqualTo("NOT_YOURS");
        assertThat(TestClient.errorOf(() -> mina.calls().getRemittance(unknown)).code())
                .isEqualTo(Status.Code.NOT_FOUND);
    }

    @Test
    void a_recharge_that_fails_fails_the_remittance_with_its_reason() {
        var sender = Member.with(1_000).banked();
        Neighbours.MONEY.rechargesWillBe(sender.id, Recharge.State.STATE_FAILED);

        var sent = sender.send(sender.toBank(15_000));

        assertThat(sent.getState()).isEqualTo(State.STATE_FAILED);
        assertThat(sent.getFailureReason()).isEqualTo("ACCOUNT_CLOSED");
        assertThat(sent.getRechargedAmount().getMinorUnits()).isZero();
        assertThat(sent.getRechargeId()).isNotEmpty();
        assertThat(sender.available()).isEqualTo(1_000);
        assertThat(rows.events(sent.getRemittanceId())).isEqualTo(1);
    }

    @Test
    void a_recipient_who_withdraws_after_the_check_fails_the_remittance() {
        var gone = Member.with(0);
        Neighbours.LEDGER.close(gone.id);

        var sent = mina.send(mina.toMember(gone.id, 1_000));

        assertThat(sent.getState()).isEqualTo(State.STATE_FAILED);
        assertThat(sent.getFailureReason()).isEqualTo("ACCOUNT_CLOSED");
        assertThat(mina.available()).isEqualTo(10_000);
    }

    @Test
    void a_sender_who_withdraws_after_the_check_sends_nothing() {
        var gone = Member.with(1_000);
        Neighbours.LEDGER.close(gone.id);

        assertThat(gone.send(gone.toMember(mina.id, 1_000)).getFailureReason())
                .isEqualTo("ACCOUNT_CLOSED");
        assertThat(gone.send(gone.toBank(100)).getFailureReason()).isEqualTo("ACCOUNT_CLOSED");
    }

    @Test
    void a_recharge_that_is_refused_fails_the_remittance() {
        var sender = Member.with(1_000).banked();
        Neighbours.MONEY.rechargesWillBeRefused(sender.id, "AMOUNT_OVER_LIMIT");

        var sent = sender.send(sender.toBank(15_000));

        assertThat(sent.getFailureReason()).isEqualTo("AMOUNT_OVER_LIMIT");
        assertThat(sent.getRechargeId()).isEmpty();
    }

    @Test
    void a_bank_that_declines_fails_the_remittance_and_the_hold_is_released() {
        Neighbours.FIRMBANKING.firmbankingsWillBe(mina.id, Firmbanking.State.STATE_FAILED);

        var sent = mina.send(mina.toBank(5_000));

        assertThat(sent.getState()).isEqualTo(State.STATE_FAILED);
        assertThat(sent.getFailureReason()).isEqualTo("NO_SUCH_ACCOUNT");
        assertThat(mina.available()).isEqualTo(10_000);
        assertThat(mina.held()).isZero();
    }

    @Test
    void a_firmbanking_that_is_refused_fails_the_remittance_and_the_hold_is_released() {
        Neighbours.FIRMBANKING.firmbankingsWillBeRefused(mina.id, "BANK_CONTRACT_NOT_VALID");

        var sent = mina.send(mina.toBank(5_000));

        assertThat(sent.getState()).isEqualTo(State.STATE_FAILED);
        assertThat(sent.getFailureReason()).isEqualTo("BANK_CONTRACT_NOT_VALID");
        assertThat(mina.available()).isEqualTo(10_000);
        assertThat(mina.held()).isZero();
    }

    @Test
    void an_unknown_outcome_at_the_bank_keeps_the_hold_until_it_is_resolved() {
        Neighbours.FIRMBANKING.firmbankingsWillBe(mina.id, Firmbanking.State.STATE_UNKNOWN);

        var sent = mina.send(mina.toBank(5_000));

        assertThat(sent.getState()).isEqualTo(State.STATE_SENT);
        assertThat(mina.held()).isEqualTo(5_500);
        assertThat(mina.available()).isEqualTo(4_500);
        Neighbours.FIRMBANKING.end(sent.getRemittanceId(), Firmbanking.State.STATE_FAILED);
        await().until(() -> mina.isFinal(sent.getRemittanceId()));
        assertThat(mina.read(sent.getRemittanceId()).getFailureReason())
                .isEqualTo("ACCOUNT_CLOSED");
        assertThat(mina.held()).isZero();
        assertThat(mina.available()).isEqualTo(10_000);
    }

    private io.mypay.kit.testing.GrpcErrors refused(
            RequestRemittanceRequest request, String code, String reason) {
        return refused(mina, request, code, reason);
    }

    private io.mypay.kit.testing.GrpcErrors refused(
            Member caller, RequestRemittanceRequest request, String code, String reason) {
        var error = TestClient.errorOf(() -> caller.send(request));
        assertThat(error.code().name()).isEqualTo(code);
        assertThat(error.reason()).isEqualTo(reason);
        assertThat(rows.remittancesOf(caller)).isZero();
        assertThat(rows.requestsOf(caller)).isZero();
        assertThat(caller.held()).isZero();
        return error;
    }
}
