package io.mypay.money.ledger;

import static io.mypay.kit.testing.TestClient.errorOf;
import static io.mypay.money.Fixture.anId;
import static io.mypay.money.Fixture.capture;
import static io.mypay.money.Fixture.hold;
import static io.mypay.money.Fixture.ledger;
import static io.mypay.money.Fixture.member;
import static io.mypay.money.Fixture.merchant;
import static io.mypay.money.Fixture.post;
import static io.mypay.money.Fixture.results;
import static io.mypay.money.Fixture.single;
import static io.mypay.money.Fixture.won;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import io.grpc.Status.Code;
import io.mypay.kit.auth.Role;
import io.mypay.kit.sql.Database;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.kit.testing.TestClient;
import io.mypay.money.Fixture;
import io.mypay.money.Neighbours;
import io.mypay.money.v1.Entry;
import io.mypay.money.v1.GetMemberMoneyRequest;
import io.mypay.money.v1.GetTrialBalanceRequest;
import io.mypay.money.v1.ListEntriesRequest;
import io.mypay.money.v1.ListEntriesResponse;
import io.mypay.money.v1.MemberMoney;
import io.mypay.money.v1.MoneyServiceGrpc;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Neighbours.class)
class LookBackTest {
    /** Over two milestones and into the third stretch. */
    private static final int SPENDS = 150;

    @Inject Fixture fixture;
    @Inject Database database;

    @AfterEach
    void the_ledger_is_proven() {
        fixture.assertProven();
    }

    @Test
    void a_balance_is_known_at_every_instant_it_changed_and_right_before() {
        var member = fixture.aMemberWith(1_000);
        var times = new ArrayList<Timestamp>();
        for (int i = 0; i < SPENDS; i++) {
            times.add(results(single(member(member), "commission", 1)).getFirst().getPostTime());
        }

        for (int i = 0; i < SPENDS; i += 7) {
            assertThat(at(member, times.get(i)).getTotal()).isEqualTo(won(999 - i));
            assertThat(at(member, before(times.get(i))).getTotal()).isEqualTo(won(1_000 - i));
        }
    }

    @Test
    void several_changes_of_one_instant_count_together() {
        var member = fixture.aMemberWith(1_000);
        var spends = new ArrayList<io.mypay.money.v1.Transfer>();
        for (int i = 0; i < SPENDS; i++) {
            spends.add(single(member(member), "commission", 1));
        }
        var at = results(spends.toArray(io.mypay.money.v1.Transfer[]::new)).getLast().getPostTime();
        post(single(member(member), "commission", 1));

        assertThat(at(member, at).getTotal()).isEqualTo(won(1_000 - SPENDS));
        assertThat(at(member, before(at)).getTotal()).isEqualTo(won(1_000));
    }

    @Test
    void what_was_held_then_is_told_too() {
        var member = fixture.aMemberWith(1_000);
        var hold = hold(member(member), merchant(fixture.aMerchant()), 300);
        var held = results(hold).getFirst().getPostTime();
        post(capture(hold, 200));

        var then = at(member, held);

        assertThat(then.getHeld()).isEqualTo(won(300));
        assertThat(then.getAvailable()).isEqualTo(won(700));
        assertThat(then.getTotal()).isEqualTo(won(1_000));
    }

    @Test
    void before_its_first_change_an_account_has_nothing() {
        var member = fixture.aMemberWith(1_000);

        assertThat(at(member, Timestamp.newBuilder().setSeconds(1).build()).getTotal())
                .isEqualTo(won(0));
        assertThat(at(fixture.aMember(), now()).getTotal()).isEqualTo(won(0));
    }

    @Test
    void the_future_and_the_impossible_are_refused_with_the_field() {
        var member = fixture.aMember();
        var soon = Timestamp.newBuilder().setSeconds(now().getSeconds() + 60).build();
        for (var bad :
                List.of(
                        soon,
                        Timestamp.newBuilder().setSeconds(Long.MAX_VALUE).build(),
                        Timestamp.newBuilder().setSeconds(Long.MIN_VALUE).build(),
                        Timestamp.newBuilder().setSeconds(5).setNanos(-1).build())) {
            var money = errorOf(() -> at(member, bad));
            var trial =
                    errorOf(() ->
                            ledger().getTrialBalance(
                                            GetTrialBalanceRequest.newBuilder()
                                                    .setAsOf(bad)
                                                    .build()));

            assertThat(List.of(money.code(), trial.code())).containsOnly(Code.INVALID_ARGUMENT);
            assertThat(money.fields()).containsExactly("as_of");
            assertThat(trial.fields()).containsExactly("as_of");
        }
        assertThat(errorOf(() -> at(anId(), now())).code()).isEqualTo(Code.NOT_FOUND);
    }

    @Test
    void the_trial_balance_of_a_past_instant_is_what_it_was() {
        fixture.aMemberWith(1_000);
        var then = ledger().getTrialBalance(GetTrialBalanceRequest.getDefaultInstance());
        var payer = fixture.aMemberWith(500);
        post(hold(member(payer), merchant(fixture.aMerchant()), 300));

        var again =
                ledger().getTrialBalance(
                                GetTrialBalanceRequest.newBuilder()
                                        .setAsOf(then.getAsOf())
                                        .build());

        assertThat(again.getLinesList()).containsExactlyElementsOf(then.getLinesList());
        assertThat(again.getSumsList()).containsExactly(won(0));
        assertThat(again.getAsOf()).isEqualTo(then.getAsOf());
    }

    @Test
    void entries_are_listed_with_holds_and_what_they_left() {
        var payer = member(fixture.aMemberWith(1_000));
        var shop = merchant(fixture.aMerchant());
        var hold = hold(payer, shop, 300);
        var capture = capture(hold, 200);
        post(hold);
        post(capture);

        var entries = list(payer, 50, "").getEntriesList();

        assertThat(entries)
                .extracting(Entry::getKind)
                .containsExactly(
                        Entry.Kind.KIND_CAPTURE, Entry.Kind.KIND_HOLD, Entry.Kind.KIND_SINGLE);
        assertThat(entries)
                .extracting(entry -> entry.getAmount().getMinorUnits())
                .containsExactly(-200L, -300L, 1_000L);
        assertThat(entries)
                .extracting(entry -> entry.getPostedAfter().getMinorUnits())
                .containsExactly(800L, 1_000L, 1_000L);
        assertThat(entries)
                .extracting(entry -> entry.getHeldAfter().getMinorUnits())
                .containsExactly(0L, 300L, 0L);
        assertThat(entries.getFirst().getHoldId()).isEqualTo(hold.getTransferId());
        assertThat(entries.getFirst().getCounterparty()).isEqualTo(shop);
        assertThat(entries)
                .isSortedAccordingTo((a, b) -> Long.compare(b.getSequence(), a.getSequence()));
        assertThat(list(shop, 50, "").getEntriesList())
                .extracting(Entry::getTransferId)
                .containsExactly(capture.getTransferId());
    }

    @Test
    void entries_come_in_pages_each_once() {
        var payer = member(fixture.aMemberWith(1_000));
        for (int i = 0; i < 25; i++) {
            post(hold(payer, "commission", 1));
        }
        var seen = new ArrayList<String>();
        var page = ListEntriesResponse.getDefaultInstance();
        do {
            page = list(payer, 10, page.getNextPageToken());
            page.getEntriesList().forEach(entry -> seen.add(entry.getTransferId()));
        } while (!page.getNextPageToken().isEmpty());

        assertThat(seen).hasSize(26).doesNotHaveDuplicates();
    }

    @Test
    void only_accounts_that_are_there_have_entries_and_only_own_tokens_work() {
        var payer = member(fixture.aMemberWith(1_000));
        post(single(payer, "commission", 1));
        var token = list(payer, 1, "").getNextPageToken();
        var other = member(fixture.aMemberWith(1));

        assertThat(errorOf(() -> list("nobody", 1, "")).code()).isEqualTo(Code.NOT_FOUND);
        assertThat(errorOf(() -> list(other, 1, token)).reason()).isEqualTo("PAGE_TOKEN_INVALID");
        assertThat(list(member(fixture.aMember()), 1, "").getEntriesList()).isEmpty();
    }

    /** Measured at a million transfers: a third of the time. */
    @Test
    void a_look_back_is_planned_once() {
        var mode =
                database.read(client -> client.query("SHOW plan_cache_mode").execute())
                        .await()
                        .atMost(Duration.ofSeconds(5));

        assertThat(mode.iterator().next().getString(0)).isEqualTo("force_generic_plan");
    }

    private static ListEntriesResponse list(String account, int size, String token) {
        return ledger().listEntries(
                        ListEntriesRequest.newBuilder()
                                .setAccount(account)
                                .setPageSize(size)
                                .setPageToken(token)
                                .build());
    }

    private static MemberMoney at(UUID member, Timestamp at) {
        return TestClient.as("cx", Role.CX)
                .stub(MoneyServiceGrpc::newBlockingStub)
                .getMemberMoney(
                        GetMemberMoneyRequest.newBuilder()
                                .setMembershipId(member.toString())
                                .setAsOf(at)
                                .build())
                .getMemberMoney();
    }

    private static Timestamp now() {
        return Timestamp.newBuilder().setSeconds(Instant.now().getEpochSecond()).build();
    }

    /** A microsecond earlier: the ledger's times are no finer. */
    private static Timestamp before(Timestamp at) {
        var time = Instant.ofEpochSecond(at.getSeconds(), at.getNanos()).minusNanos(1_000);
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }
}
