package io.mypay.remittance.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.StatusRuntimeException;
import io.mypay.kit.testing.GrpcErrors;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.kit.testing.TestClient;
import io.mypay.remittance.neighbour.Neighbours;
import io.mypay.remittance.v1.Remittance;
import io.mypay.remittance.v1.Remittance.State;
import io.mypay.remittance.v1.RequestRemittanceRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(Neighbours.class)
class RaceTest {
    @Inject Rows rows;

    @Test
    void of_ten_remittances_at_once_exactly_as_many_succeed_as_the_balance_allows()
            throws InterruptedException {
        var mina = Member.with(35_000);
        var joon = Member.with(0);

        var answers = Together.run(10, () -> attempt(mina, mina.toMember(joon.id, 10_000)));

        assertThat(completed(answers)).isEqualTo(3);
        assertThat(mina.available()).isEqualTo(5_000);
        assertThat(joon.available()).isEqualTo(30_000);
    }

    @Test
    void of_ten_remittances_to_a_bank_at_once_exactly_as_many_succeed_as_the_balance_allows()
            throws InterruptedException {
        var mina = Member.with(35_000);

        var answers = Together.run(10, () -> attempt(mina, mina.toBank(10_000)));

        assertThat(completed(answers)).isEqualTo(3);
        assertThat(mina.available()).isEqualTo(35_000 - 3 * 10_500);
        assertThat(mina.held()).isZero();
    }

    /** Some see too little at once and are refused; some lose the race after they were accepted. */
    private static String attempt(Member member, RequestRemittanceRequest request) {
        try {
            var answer = member.send(request);
            var id = answer.getRemittanceId();
            await().until(() -> member.isFinal(id));
            var end = member.read(id);
            return end.getState() == State.STATE_COMPLETED ? "COMPLETED" : end.getFailureReason();
        } catch (StatusRuntimeException e) {
            return GrpcErrors.of(e).reason();
        }
    }

    private static long completed(List<String> answers) {
        assertThat(answers)
                .containsAnyOf("COMPLETED")
                .allMatch(answer ->
                        answer.equals("COMPLETED") || answer.equals("INSUFFICIENT_FUNDS"));
        return answers.stream().filter("COMPLETED"::equals).count();
    }

    @Test
    void a_replay_gives_the_same_remittance_though_the_balance_is_gone() {
        var mina = Member.with(10_000);
        var request = mina.toMember(Member.with(0).id, 10_000);

        var first = mina.send(request);
        var second = mina.send(request);

        assertThat(second).isEqualTo(first);
        assertThat(mina.client.trailer("idempotency-replayed")).isEqualTo("true");
        assertThat(mina.available()).isZero();
        assertThat(rows.remittancesOf(mina)).isEqualTo(1);
    }

    @Test
    void a_request_sent_many_times_at_once_is_one_remittance() throws InterruptedException {
        var mina = Member.with(50_000);
        var request = mina.toBank(10_000);

        var answers = Together.run(8, () -> idOrReason(mina, request));

        assertThat(answers.stream().filter(one -> !one.equals("REQUEST_IN_PROGRESS")).distinct())
                .hasSize(1);
        assertThat(rows.remittancesOf(mina)).isEqualTo(1);
        assertThat(mina.available()).isEqualTo(39_500);
    }

    private static String idOrReason(Member member, RequestRemittanceRequest request) {
        try {
            return member.send(request).getRemittanceId();
        } catch (StatusRuntimeException e) {
            return GrpcErrors.of(e).reason();
        }
    }

    @Test
    void the_same_request_id_with_other_content_is_refused() {
        var mina = Member.with(50_000);
        var request = mina.toBank(10_000);
        mina.send(request);

        var other = mina.toBank(10_001).toBuilder().setRequestId(request.getRequestId()).build();

        assertThat(TestClient.errorOf(() -> mina.send(other)).reason())
                .isEqualTo("REQUEST_ID_REUSED");
        assertThat(rows.remittancesOf(mina)).isEqualTo(1);
        assertThat(mina.available()).isEqualTo(39_500);
    }

    @Test
    void random_remittances_leave_everybody_with_what_a_simple_model_says()
            throws InterruptedException {
        var seed = System.nanoTime();
        var random = new Random(seed);
        var members = IntStream.range(0, 5).mapToObj(_ -> Member.with(20_000)).toList();
        var sendings = IntStream.range(0, 60).mapToObj(_ -> atRandom(members, random)).toList();

        var ends = Together.run(sendings.stream().map(RaceTest::end).toList());

        for (var member : members) {
            var expected = new AtomicLong(20_000);
            ends.forEach(end -> expected.addAndGet(change(member.id.toString(), end)));
            assertThat(member.available()).as("seed %d", seed).isEqualTo(expected.get());
            assertThat(member.available()).isNotNegative();
            assertThat(member.held()).isZero();
        }
        assertThat(Neighbours.LEDGER.sum()).isZero();
    }

    private record Sending(Member from, RequestRemittanceRequest request) {}

    private static Sending atRandom(List<Member> members, Random random) {
        var from = members.get(random.nextInt(members.size()));
        var to = members.get(random.nextInt(members.size()));
        var won = random.nextLong(1, 8_000);
        return new Sending(from, from == to ? from.toBank(won) : from.toMember(to.id, won));
    }

    /** How it ended; what was refused has changed nothing. */
    private static Callable<Remittance> end(Sending sending) {
        return () -> {
            try {
                var id = sending.from().send(sending.request()).getRemittanceId();
                await().until(() -> sending.from().isFinal(id));
                return sending.from().read(id);
            } catch (StatusRuntimeException e) {
                assertThat(GrpcErrors.of(e).reason()).isEqualTo("INSUFFICIENT_FUNDS");
                return Remittance.getDefaultInstance();
            }
        };
    }

    private static long change(String member, Remittance end) {
        if (end.getState() != State.STATE_COMPLETED) {
            return 0;
        }
        if (end.getMembershipId().equals(member)) {
            return -end.getAmount().getMinorUnits() - end.getFee().getMinorUnits();
        }
        return end.getRecipientMembershipId().equals(member) ? end.getAmount().getMinorUnits() : 0;
    }
}
