package io.mypay.remittance.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import io.mypay.banking.v1.Firmbanking;
import io.mypay.kit.auth.Role;
import io.mypay.kit.testing.KafkaProbe;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.kit.testing.TestClient;
import io.mypay.remittance.neighbour.Neighbours;
import io.mypay.remittance.v1.ListRemittancesRequest;
import io.mypay.remittance.v1.Remittance;
import io.mypay.remittance.v1.Remittance.State;
import io.mypay.remittance.v1.RemittanceCompleted;
import io.mypay.remittance.v1.RemittanceServiceGrpc;
import io.mypay.remittance.v1.WatchRemittanceRequest;
import io.mypay.remittance.v1.WatchRemittanceResponse;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(Neighbours.class)
class JourneyTest {
    private static final String TOPIC = "mypay.remittance.remittance.v1";

    @Inject Rows rows;

    @AfterEach
    void money_is_conserved() {
        assertThat(Neighbours.LEDGER.sum()).isZero();
    }

    @Test
    void money_goes_from_member_to_member_for_free() {
        var mina = Member.with(50_000);
        var joon = Member.with(0);

        var sent = mina.send(mina.toMember(joon.id, 20_000));

        assertThat(sent.getState()).isEqualTo(State.STATE_COMPLETED);
        assertThat(sent.getFee().getMinorUnits()).isZero();
        assertThat(sent.getRechargedAmount().getMinorUnits()).isZero();
        assertThat(mina.available()).isEqualTo(30_000);
        assertThat(joon.available()).isEqualTo(20_000);
        assertThat(joon.read(sent.getRemittanceId())).isEqualTo(sent);
        assertThat(rows.events(sent.getRemittanceId())).isEqualTo(1);
    }

    @Test
    void money_goes_to_a_bank_account_and_the_sender_pays_the_fee() {
        var mina = Member.with(50_000);
        var feesBefore = Neighbours.LEDGER.posted("remittance-fee");

        var sent = mina.send(mina.toBank(15_000));

        assertThat(sent.getState()).isEqualTo(State.STATE_COMPLETED);
        assertThat(sent.getFee().getMinorUnits()).isEqualTo(500);
        assertThat(sent.getBankAccount().getAccountNumber()).isEqualTo("********3333");
        assertThat(mina.available()).isEqualTo(34_500);
        assertThat(mina.held()).isZero();
        assertThat(Neighbours.LEDGER.posted("remittance-fee")).isEqualTo(feesBefore + 500);
        var firmbanking = Neighbours.FIRMBANKING.of(sent.getRemittanceId()).orElseThrow();
        assertThat(firmbanking.getFirmbankingId()).isEqualTo(sent.getFirmbankingId());
        assertThat(firmbanking.getBankAccount().getAccountNumber()).isEqualTo(Orders.NUMBER);
        assertThat(firmbanking.getAmount().getMinorUnits()).isEqualTo(15_000);
    }

    @Test
    void the_recipient_is_not_told_that_the_sender_had_to_recharge() {
        var mina = Member.with(0).banked();
        var joon = Member.with(0);

        var sent = mina.send(mina.toMember(joon.id, 1_000));
        var seen = joon.read(sent.getRemittanceId());

        assertThat(sent.getRechargedAmount().getMinorUnits()).isEqualTo(10_000);
        assertThat(seen.getState()).isEqualTo(State.STATE_COMPLETED);
        assertThat(seen.getAmount()).isEqualTo(sent.getAmount());
        assertThat(seen.getRechargedAmount().getMinorUnits()).isZero();
        assertThat(seen.getRechargeId()).isEmpty();
    }

    @Test
    void the_end_is_published() throws InvalidProtocolBufferException {
        var mina = Member.with(1_000);
        var joon = Member.with(0);

        var sent = mina.send(mina.toMember(joon.id, 1_000));

        await().until(() -> published(sent).size() == 1);
        var event = RemittanceCompleted.parseFrom(published(sent).getFirst());
        assertThat(event.getMembershipId()).isEqualTo(mina.id.toString());
        assertThat(event.getRecipientMembershipId()).isEqualTo(joon.id.toString());
        assertThat(event.getAmount().getMinorUnits()).isEqualTo(1_000);
    }

    private static List<byte[]> published(Remittance remittance) {
        return KafkaProbe.read(TOPIC).stream()
                .filter(one -> one.key().equals(remittance.getRemittanceId()))
                .map(one -> one.value())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"3000, 10000", "12000, 20000", "10000, 10000"})
    void what_is_short_is_recharged_in_whole_units(long missing, long recharged) {
        var mina = Member.with(5_000).banked();
        var joon = Member.with(0);
        var request = mina.toMember(joon.id, 5_000 + missing);

        var quote = mina.send(request.toBuilder().setValidateOnly(true).build());
        var sent = mina.send(request);

        assertThat(quote.getRechargedAmount().getMinorUnits()).isEqualTo(recharged);
        assertThat(sent.getState()).isEqualTo(State.STATE_COMPLETED);
        assertThat(sent.getRechargedAmount().getMinorUnits()).isEqualTo(recharged);
        assertThat(Neighbours.MONEY.recharges(mina.id))
                .singleElement()
                .satisfies(one -> assertThat(one.getRechargeId()).isEqualTo(sent.getRechargeId()));
        assertThat(mina.available()).isEqualTo(recharged - missing);
        assertThat(joon.available()).isEqualTo(5_000 + missing);
    }

    @Test
    void the_fee_counts_for_what_is_short() {
        var mina = Member.with(15_000).banked();

        var sent = mina.send(mina.toBank(15_000));

        assertThat(sent.getRechargedAmount().getMinorUnits()).isEqualTo(10_000);
        assertThat(mina.available()).isEqualTo(9_500);
    }

    @Test
    void a_quote_has_no_effect() {
        var mina = Member.with(20_000);

        var quote = mina.send(mina.toBank(15_000).toBuilder().setValidateOnly(true).build());

        assertThat(quote.getRemittanceId()).isEmpty();
        assertThat(quote.getFee().getMinorUnits()).isEqualTo(500);
        assertThat(quote.getBankAccount().getAccountNumber()).isEqualTo("********3333");
        assertThat(mina.available()).isEqualTo(20_000);
        assertThat(rows.remittancesOf(mina)).isZero();
        assertThat(rows.requestsOf(mina)).isZero();
    }

    @Test
    void no_table_tells_the_recipients_account_number() {
        var mina = Member.with(50_000);

        var sent = mina.send(mina.toBank(15_000));

        assertThat(rows.contains("queue_log", sent.getRemittanceId())).isTrue();
        for (var table : List.of("remittance", "request", "queue_log")) {
            assertThat(rows.contains(table, Orders.NUMBER)).as(table).isFalse();
            assertThat(rows.contains(table, hex(Orders.NUMBER))).as(table).isFalse();
        }
    }

    private static String hex(String text) {
        return java.util.HexFormat.of()
                .formatHex(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    @Test
    void the_list_gives_what_a_member_sent_page_by_page_newest_first() {
        var mina = Member.with(10_000);
        var joon = Member.with(0);
        var sent = new ArrayList<String>();
        for (var i = 0; i < 5; i++) {
            sent.addFirst(mina.send(mina.toMember(joon.id, 100)).getRemittanceId());
        }

        assertThat(listed(mina, 2)).isEqualTo(sent);
        assertThat(listed(mina, 5)).isEqualTo(sent);
        assertThat(listed(joon, 2)).isEmpty();
    }

    private static List<String> listed(Member member, int pageSize) {
        var all = new ArrayList<String>();
        var request =
                ListRemittancesRequest.newBuilder()
                        .setMembershipId(member.id.toString())
                        .setPageSize(pageSize);
        do {
            var page = member.calls().listRemittances(request.build());
            page.getRemittancesList().forEach(one -> all.add(one.getRemittanceId()));
            request.setPageToken(page.getNextPageToken());
        } while (!request.getPageToken().isEmpty());
        return all;
    }

    @Test
    void watching_ends_with_the_end() {
        var mina = Member.with(50_000);
        Neighbours.FIRMBANKING.firmbankingsWillBe(mina.id, Firmbanking.State.STATE_UNKNOWN);
        var sent = mina.send(mina.toBank(15_000));
        assertThat(sent.getState()).isEqualTo(State.STATE_SENT);

        var watched =
                mina.calls()
                        .watchRemittance(
                                WatchRemittanceRequest.newBuilder()
                                        .setRemittanceId(sent.getRemittanceId())
                                        .build());
        var states = new ArrayList<State>();
        states.add(watched.next().getRemittance().getState());
        Neighbours.FIRMBANKING.end(sent.getRemittanceId(), Firmbanking.State.STATE_SUCCEEDED);
        watched.forEachRemaining(
                (WatchRemittanceResponse one) -> states.add(one.getRemittance().getState()));

        assertThat(states).startsWith(State.STATE_SENT).endsWith(State.STATE_COMPLETED);
    }

    @Test
    void support_and_staff_read_everybodys() {
        var mina = Member.with(1_000);
        var sent = mina.send(mina.toMember(Member.with(0).id, 1_000));

        for (var role : List.of(Role.CX, Role.STAFF)) {
            var stub = TestClient.as("someone", role).stub(RemittanceServiceGrpc::newBlockingStub);
            var request =
                    ListRemittancesRequest.newBuilder().setMembershipId(mina.id.toString()).build();
            assertThat(stub.listRemittances(request).getRemittancesList()).containsExactly(sent);
        }
    }
}
