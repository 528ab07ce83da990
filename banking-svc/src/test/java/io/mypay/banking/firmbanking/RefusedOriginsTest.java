package io.mypay.banking.firmbanking;

import static io.mypay.banking.Callers.aBank;
import static io.mypay.banking.Callers.aDeposit;
import static io.mypay.banking.Callers.anAccount;
import static io.mypay.banking.Callers.anOriginId;
import static io.mypay.banking.Callers.contractWith;
import static io.mypay.banking.Callers.registered;
import static io.mypay.banking.Callers.request;
import static io.mypay.banking.FakeMembership.anActiveMember;
import static io.mypay.kit.testing.TestClient.errorOf;
import static io.mypay.kit.testing.TestClient.requestId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpc.Status.Code;
import io.mypay.banking.FakeBank;
import io.mypay.banking.Rows;
import io.mypay.banking.Surroundings;
import io.mypay.banking.v1.Firmbanking;
import io.mypay.banking.v1.Firmbanking.State;
import io.mypay.banking.v1.FirmbankingFailed;
import io.mypay.banking.v1.RequestFirmbankingRequest;
import io.mypay.kit.grpc.Protos;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.money.Money;
import io.mypay.kit.queuelog.Event;
import io.mypay.kit.testing.AtOnce;
import io.mypay.kit.testing.GrpcErrors;
import io.mypay.kit.testing.KafkaProbe;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.money.v1.RechargeRequested;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whoever was told no has given the money back: nothing may go out for that origin any more. */
@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Surroundings.class)
class RefusedOriginsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject Rows rows;

    private final UUID member = anActiveMember();

    @Test
    void an_origin_refused_for_want_of_a_contract_stays_refused_when_there_is_one() {
        var bank = FakeBank.open();
        var asked = aDeposit(member, anAccount(bank), 15_000);
        var first = refused(asked);
        contractWith(bank);

        // The call that was refused, an earlier one that arrives late, and other content.
        assertThat(refused(asked)).isEqualTo(first);
        assertThat(refused(asked.setRequestId(requestId()))).isEqualTo(first);
        assertThat(refused(asked.setRequestId(requestId()).setAmount(won(1)))).isEqualTo(first);

        assertThat(first.code()).isEqualTo(Code.FAILED_PRECONDITION);
        assertThat(first.reason()).isEqualTo("BANK_CONTRACT_NOT_VALID");
        assertThat(bank.commands()).isZero();
        assertThat(rows.firmbankingsOf(member)).isZero();
        var other = request(aDeposit(member, anAccount(bank), 15_000));
        assertThat(other.getState()).isEqualTo(State.STATE_SUCCEEDED);
    }

    @Test
    void an_origin_refused_by_the_daily_limit_stays_refused_when_there_is_room_again() {
        var bank = aBank();
        assertThat(rows.change(COMMITTED, bank.code(), 1_000_000L)).isEqualTo(1);
        var asked = aDeposit(member, anAccount(bank), 15_000);
        var first = refused(asked);
        assertThat(
                        rows.change(
                                "UPDATE bank_day SET committed = 0 WHERE bank_code = ?",
                                bank.code()))
                .isEqualTo(1);

        assertThat(refused(asked.setRequestId(requestId()))).isEqualTo(first);

        assertThat(first.reason()).isEqualTo("BANK_DAILY_LIMIT_EXCEEDED");
        assertThat(rows.committed(bank.code())).isZero();
        assertThat(bank.commands()).isZero();
    }

    private static final String COMMITTED =
            """
            INSERT INTO bank_day (bank_code, business_date, committed)
            VALUES (?, (now() AT TIME ZONE 'Asia/Seoul')::date, ?)
            """;

    @Test
    void a_refused_recharge_stays_refused_in_another_message() {
        var bank = FakeBank.open();
        contractWith(bank);
        var recharge =
                RechargeRequested.newBuilder()
                        .setRechargeId(anOriginId())
                        .setMembershipId(member.toString())
                        .setRegisteredBankAccountId(registered(member, bank))
                        .setAmount(won(1_000_001))
                        .setCreateTime(Protos.proto(Instant.now()))
                        .build();
        publish(recharge);
        awaitFailures(recharge, 1);
        publish(recharge.toBuilder().setAmount(won(1)).build());
        awaitFailures(recharge, 2);
        assertThat(bank.commands()).isZero();
        assertThat(rows.firmbankingsOf(member)).isZero();
    }

    @Test
    void while_a_contract_comes_into_force_all_calls_for_an_origin_hear_the_same()
            throws InterruptedException {
        var bank = FakeBank.open();
        var asked = aDeposit(member, anAccount(bank), 15_000).build();
        var calls = IntStream.range(0, 12).mapToObj(number -> call(number, bank, asked)).toList();
        var answers = AtOnce.call(calls);
        var end = endOf(asked.toBuilder().setRequestId(requestId()));

        assertThat(answers.answers()).isSubsetOf(end, "a contract");
        // ABORTED is no answer: whoever gets it asks again.
        assertThat(answers.reasons()).isSubsetOf("REQUEST_IN_PROGRESS");
        assertThat(rows.firmbankingsOf(member)).isEqualTo(end.equals("refused") ? 0 : 1);
    }

    private static Callable<String> call(
            int number, FakeBank bank, RequestFirmbankingRequest asked) {
        if (number == 6) {
            return () -> {
                contractWith(bank);
                return "a contract";
            };
        }
        return () -> endOf(asked.toBuilder().setRequestId(requestId()));
    }

    /** Whether it was refused for want of a contract; else the firmbanking's id. */
    private static String endOf(RequestFirmbankingRequest.Builder asked) {
        try {
            return request(asked).getFirmbankingId();
        } catch (io.grpc.StatusRuntimeException e) {
            if (e.getStatus().getCode() == Code.FAILED_PRECONDITION) {
                return "refused";
            }
            throw e;
        }
    }

    @Test
    void the_table_takes_no_firmbanking_of_a_refused_origin() {
        var bank = aBank();
        var made = request(aDeposit(member, anAccount(bank), 15_000));
        var refused = aDeposit(member, anAccount(bank), 1_000_001);
        assertThat(refused(refused).reason()).isEqualTo("BANK_DAILY_LIMIT_EXCEEDED");
        assertThatThrownBy(() -> copy(made, refused.getOriginId()))
                .hasStackTraceContaining("was refused");
    }

    private void copy(Firmbanking made, String originId) {
        var copy =
                """
                INSERT INTO firmbanking
                SELECT (r).*
                  FROM (SELECT jsonb_populate_record(f, jsonb_build_object(
                                   'firmbanking_id', gen_random_uuid(), 'origin_id', ?::text)) AS r
                          FROM firmbanking f
                         WHERE firmbanking_id = ?) AS copied
                """;
        rows.change(copy, originId, UUID.fromString(made.getFirmbankingId()));
    }

    private static GrpcErrors refused(RequestFirmbankingRequest.Builder asked) {
        return errorOf(() -> request(asked));
    }

    private static io.mypay.type.v1.Money won(long won) {
        return Protos.proto(Money.krw(won));
    }

    private static void publish(RechargeRequested recharge) {
        KafkaProbe.publish(
                new Event(
                        Uuid7.next(Instant.now()),
                        "mypay.money.recharge.v1",
                        recharge.getRechargeId(),
                        recharge));
    }

    private void awaitFailures(RechargeRequested recharge, long count) {
        await().atMost(PATIENCE)
                .until(() ->
                        rows.events(FirmbankingFailed.class, recharge.getRechargeId()) == count);
    }
}
