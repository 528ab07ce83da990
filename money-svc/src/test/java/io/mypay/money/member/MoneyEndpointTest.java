package io.mypay.money.member;

import static io.mypay.kit.testing.TestClient.errorOf;
import static io.mypay.money.Fixture.anId;
import static io.mypay.money.Fixture.capture;
import static io.mypay.money.Fixture.hold;
import static io.mypay.money.Fixture.member;
import static io.mypay.money.Fixture.merchant;
import static io.mypay.money.Fixture.patiently;
import static io.mypay.money.Fixture.post;
import static io.mypay.money.Fixture.posted;
import static io.mypay.money.Fixture.release;
import static io.mypay.money.Fixture.single;
import static io.mypay.money.Fixture.won;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import io.mypay.kit.auth.Role;
import io.mypay.kit.testing.AtOnce;
import io.mypay.kit.testing.GrpcErrors;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.kit.testing.TestClient;
import io.mypay.money.Fixture;
import io.mypay.money.Neighbours;
import io.mypay.money.v1.DecreaseMoneyRequest;
import io.mypay.money.v1.GetMemberMoneyRequest;
import io.mypay.money.v1.IncreaseMoneyRequest;
import io.mypay.money.v1.ListMoneyChangesRequest;
import io.mypay.money.v1.ListMoneyChangesResponse;
import io.mypay.money.v1.MoneyChange;
import io.mypay.money.v1.MoneyServiceGrpc;
import io.mypay.money.v1.MoneyServiceGrpc.MoneyServiceBlockingStub;
import io.mypay.money.v1.TransferCode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Neighbours.class)
class MoneyEndpointTest {
    @Inject Fixture fixture;

    @AfterEach
    void the_ledger_is_proven() {
        fixture.assertProven();
    }

    @Test
    void a_member_sees_what_is_available_and_what_is_held() {
        var member = fixture.aMemberWith(1_000);
        post(hold(member(member), merchant(fixture.aMerchant()), 300));

        var money = as(member, Role.MEMBER).getMemberMoney(money(member)).getMemberMoney();

        assertThat(money.getTotal()).isEqualTo(won(1_000));
        assertThat(money.getHeld()).isEqualTo(won(300));
        assertThat(money.getAvailable()).isEqualTo(won(700));
    }

    @Test
    void money_is_seen_by_its_owner_and_by_those_who_serve_only() {
        var member = fixture.aMemberWith(1);
        var stranger = as(fixture.aMember(), Role.MEMBER);

        for (var role : new Role[] {Role.CX, Role.STAFF, Role.SERVICE}) {
            assertThat(as(anId(), role).getMemberMoney(money(member)).hasMemberMoney()).isTrue();
        }
        assertThat(errorOf(() -> stranger.getMemberMoney(money(member))).reason())
                .isEqualTo("NOT_YOURS");
        assertThat(errorOf(() -> stranger.listMoneyChanges(changes(member).build())).reason())
                .isEqualTo("NOT_YOURS");
        var nobody = anId();
        assertThat(errorOf(() -> as(nobody, Role.MEMBER).getMemberMoney(money(nobody))).code())
                .isEqualTo(Code.NOT_FOUND);
    }

    @Test
    void changes_are_listed_newest_first_with_the_balance_after_each_and_without_holds() {
        var member = fixture.aMemberWith(1_000);
        var shop = fixture.aMerchant();
        var spent = hold(member(member), merchant(shop), 300);
        var kept = hold(member(member), merchant(shop), 100);
        post(spent, kept, capture(spent, 250), release(kept));
        post(single(merchant(shop), member(member), 50, TransferCode.TRANSFER_CODE_REFUND));

        var changes = as(member, Role.MEMBER).listMoneyChanges(changes(member).build());

        assertThat(changes.getMoneyChangesList())
                .extracting(MoneyChange::getCode)
                .containsExactly("REFUND", "PAYMENT", "ADJUSTMENT");
        assertThat(changes.getMoneyChangesList())
                .extracting(change -> change.getAmount().getMinorUnits())
                .containsExactly(50L, -250L, 1_000L);
        assertThat(changes.getMoneyChangesList())
                .extracting(change -> change.getBalanceAfter().getMinorUnits())
                .containsExactly(800L, 750L, 1_000L);
        assertThat(changes.getMoneyChanges(1).getCounterparty()).isEqualTo(merchant(shop));
        assertThat(changes.getMoneyChanges(1).getReference()).isEqualTo("a-reference");
        assertThat(
                        as(shop, Role.MERCHANT)
                                .listMoneyChanges(changes(shop).build())
                                .getMoneyChangesCount())
                .isEqualTo(2);
    }

    @Test
    void a_long_history_is_walked_in_pages_each_change_once() {
        var member = fixture.aMemberWith(1_000);
        var payee = fixture.aMember();
        post(
                Fixture.all(
                        IntStream.range(0, 25)
                                .mapToObj(_ -> single(member(member), member(payee), 1))));
        var seen = new ArrayList<String>();
        var page = ListMoneyChangesResponse.getDefaultInstance();
        do {
            page =
                    as(member, Role.MEMBER)
                            .listMoneyChanges(
                                    changes(member)
                                            .setPageSize(10)
                                            .setPageToken(page.getNextPageToken())
                                            .build());
            page.getMoneyChangesList().forEach(change -> seen.add(change.getTransferId()));
        } while (!page.getNextPageToken().isEmpty());

        assertThat(seen).hasSize(26).doesNotHaveDuplicates();
    }

    @Test
    void a_page_token_of_another_account_is_refused() {
        var member = fixture.aMemberWith(10);
        post(single(member(member), "commission", 1), single(member(member), "commission", 1));
        var token =
                as(member, Role.MEMBER)
                        .listMoneyChanges(changes(member).setPageSize(1).build())
                        .getNextPageToken();
        var other = fixture.aMemberWith(10);

        for (var bad : new String[] {token, "no-token"}) {
            var request = changes(other).setPageToken(bad).build();
            assertThat(errorOf(() -> as(other, Role.MEMBER).listMoneyChanges(request)).reason())
                    .isEqualTo("PAGE_TOKEN_INVALID");
        }
    }

    @Test
    void staff_changes_money_by_hand_and_it_is_kept_who_and_why() {
        var member = fixture.aMember();
        var adjustment = posted("adjustment");

        var increased = staff().increaseMoney(increase(member, 500).build());
        var decreased = staff().decreaseMoney(decrease(member, 200).build());

        assertThat(increased.getMemberMoney().getAvailable()).isEqualTo(won(500));
        assertThat(decreased.getMemberMoney().getAvailable()).isEqualTo(won(300));
        assertThat(posted("adjustment")).isEqualTo(adjustment - 300);
        assertThat(
                        fixture.number(
                                """
                                SELECT count(*)
                                  FROM correction
                                 WHERE transfer_id = $1
                                   AND membership_id = $2
                                   AND made_by = 'kim@staff'
                                   AND reason = 'lost and found'
                                """,
                                UUID.fromString(increased.getTransferId()),
                                member))
                .isEqualTo(1);
    }

    @Test
    void a_correction_is_made_once_per_request() throws Exception {
        var member = fixture.aMember();
        var request = increase(member, 500);

        var sent = AtOnce.times(5, () -> staff().increaseMoney(request.build()).getTransferId());
        var client = TestClient.as("kim@staff", Role.STAFF);
        var later = client.stub(MoneyServiceGrpc::newBlockingStub).increaseMoney(request.build());

        assertThat(sent.answers()).isNotEmpty().containsOnly(later.getTransferId());
        assertThat(sent.errors())
                .extracting(GrpcErrors::reason)
                .allMatch("REQUEST_IN_PROGRESS"::equals);
        assertThat(client.trailer("idempotency-replayed")).isEqualTo("true");
        assertThat(posted(member(member))).isEqualTo(500);
        var reused = request.setAmount(won(501)).build();
        assertThat(errorOf(() -> staff().increaseMoney(reused)).reason())
                .isEqualTo("REQUEST_ID_REUSED");
    }

    @Test
    void of_fifty_concurrent_decreases_exactly_as_many_succeed_as_fit() throws Exception {
        var member = fixture.aMemberWith(1_000);

        var sent =
                AtOnce.times(
                        50,
                        () -> {
                            var request = decrease(member, 90).build();
                            return patiently(() -> staff().decreaseMoney(request));
                        });

        assertThat(sent.answers()).hasSize(11);
        assertThat(sent.errors())
                .hasSize(39)
                .extracting(GrpcErrors::reason)
                .containsOnly("INSUFFICIENT_FUNDS");
        assertThat(posted(member(member))).isEqualTo(10);
    }

    @Test
    void a_correction_that_is_refused_leaves_nothing_behind() {
        var member = fixture.aMemberWith(100);
        var before = rows();
        var dollars = won(1).toBuilder().setCurrencyCode("USD").build();

        var short100 = errorOf(() -> staff().decreaseMoney(decrease(member, 200).build()));
        var unknown = errorOf(() -> staff().increaseMoney(increase(anId(), 1).build()));
        var dollar =
                errorOf(() ->
                        staff().increaseMoney(increase(member, 1).setAmount(dollars).build()));
        var tooMuch =
                errorOf(() -> staff().increaseMoney(increase(member, Long.MAX_VALUE).build()));
        var unexplained =
                errorOf(() -> staff().increaseMoney(increase(member, 1).setReason("").build()));

        assertThat(short100.reason()).isEqualTo("INSUFFICIENT_FUNDS");
        assertThat(short100.code()).isEqualTo(Code.FAILED_PRECONDITION);
        assertThat(short100.metadata()).containsEntry("missing_minor_units", "100");
        assertThat(unknown.code()).isEqualTo(Code.NOT_FOUND);
        assertThat(dollar.reason()).isEqualTo("CURRENCY_NOT_SUPPORTED");
        assertThat(tooMuch.reason()).isEqualTo("LIMIT_EXCEEDED");
        assertThat(unexplained.fields()).containsExactly("reason");
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void a_quote_says_the_balance_after_and_leaves_nothing() {
        var member = fixture.aMemberWith(100);
        var before = rows();

        var quote = staff().decreaseMoney(decrease(member, 30).setValidateOnly(true).build());
        var refused =
                errorOf(() ->
                        staff().decreaseMoney(decrease(member, 101).setValidateOnly(true).build()));

        assertThat(quote.getTransferId()).isEmpty();
        assertThat(quote.getMemberMoney().getAvailable()).isEqualTo(won(70));
        assertThat(refused.reason()).isEqualTo("INSUFFICIENT_FUNDS");
        assertThat(posted(member(member))).isEqualTo(100);
        assertThat(rows()).isEqualTo(before);
    }

    private long rows() {
        return fixture.count("transfer") + fixture.count("correction") + fixture.count("request");
    }

    private static MoneyServiceBlockingStub as(UUID subject, Role role) {
        return TestClient.as(subject, role).stub(MoneyServiceGrpc::newBlockingStub);
    }

    private static MoneyServiceBlockingStub staff() {
        return TestClient.as("kim@staff", Role.STAFF).stub(MoneyServiceGrpc::newBlockingStub);
    }

    private static GetMemberMoneyRequest money(UUID member) {
        return GetMemberMoneyRequest.newBuilder().setMembershipId(member.toString()).build();
    }

    private static ListMoneyChangesRequest.Builder changes(UUID member) {
        return ListMoneyChangesRequest.newBuilder().setMembershipId(member.toString());
    }

    private static IncreaseMoneyRequest.Builder increase(UUID member, long amount) {
        return IncreaseMoneyRequest.newBuilder()
                .setRequestId(TestClient.requestId())
                .setMembershipId(member.toString())
                .setAmount(won(amount))
                .setReason("lost and found");
    }

    private static DecreaseMoneyRequest.Builder decrease(UUID member, long amount) {
        return DecreaseMoneyRequest.newBuilder()
                .setRequestId(TestClient.requestId())
                .setMembershipId(member.toString())
                .setAmount(won(amount))
                .setReason("counted twice");
    }
}
