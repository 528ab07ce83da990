package io.mypay.money.ledger;

import static io.mypay.kit.testing.TestClient.errorOf;
import static io.mypay.money.Fixture.anId;
import static io.mypay.money.Fixture.capture;
import static io.mypay.money.Fixture.held;
import static io.mypay.money.Fixture.hold;
import static io.mypay.money.Fixture.ledger;
import static io.mypay.money.Fixture.member;
import static io.mypay.money.Fixture.post;
import static io.mypay.money.Fixture.posted;
import static io.mypay.money.Fixture.single;
import static io.mypay.money.v1.TransferResult.Outcome.OUTCOME_APPLIED;
import static io.mypay.money.v1.TransferResult.Outcome.OUTCOME_REPLAYED;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.testing.GrpcErrors;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.money.Fixture;
import io.mypay.money.Neighbours;
import io.mypay.money.v1.PostTransfersRequest;
import io.mypay.money.v1.Transfer;
import io.mypay.money.v1.TransferCode;
import io.mypay.money.v1.TransferKind;
import io.mypay.type.v1.Money;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What may be asked of the ledger, and what it refuses before any work. */
@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Neighbours.class)
class LedgerRequestsTest {
    @Inject Fixture fixture;
    @Inject Transfers transfers;

    @AfterEach
    void the_ledger_is_proven() {
        fixture.assertProven();
    }

    @Test
    void a_new_id_of_another_time_is_refused_and_nothing_is_written() {
        var payer = member(fixture.aMemberWith(100));
        var before = fixture.count("transfer");
        for (var off : List.of(Duration.ofDays(-31), Duration.ofMinutes(11))) {
            var id = Uuid7.next(Instant.now().plus(off));
            var old = single(payer, "commission", 1).toBuilder().setTransferId(id.toString());

            var error = errorOf(() -> post(single(payer, "commission", 1), old.build()));

            assertThat(error.code()).isEqualTo(Code.INVALID_ARGUMENT);
            assertThat(error.reason()).isEqualTo("TRANSFER_ID_OUT_OF_WINDOW");
        }
        assertThat(fixture.count("transfer")).isEqualTo(before);
    }

    @Test
    void a_hold_can_be_ended_however_old_it_is() {
        var payer = member(fixture.aMemberWith(100));
        var hold = hold(payer, "commission", 60);
        post(hold);
        var old = Uuid7.next(Instant.now().minus(Duration.ofDays(90))).toString();

        var late = capture(hold, 60).toBuilder().setTransferId(old).build();

        assertThat(post(late)).containsExactly(OUTCOME_APPLIED);
        assertThat(posted(payer)).isEqualTo(40);
        assertThat(held(payer)).isZero();
    }

    @Test
    void a_transfer_of_long_ago_is_replayed_for_ever() {
        var payer = member(fixture.aMemberWith(100));
        var id = Uuid7.next(Instant.now().minus(Duration.ofDays(90)));
        var old =
                new io.mypay.money.ledger.Transfer.Single(
                        new TransferId(id),
                        new AccountName(payer),
                        AccountName.COMMISSION,
                        io.mypay.kit.money.Money.krw(1),
                        new Purpose(io.mypay.money.ledger.Code.PAYMENT, "a-reference"),
                        false);
        transfers.postDerived(List.of(old)).await().atMost(Duration.ofSeconds(5));

        var asked = single(payer, "commission", 1).toBuilder().setTransferId(id.toString()).build();

        assertThat(post(asked)).containsExactly(OUTCOME_REPLAYED);
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                malformed("transfer_id", t -> t.setTransferId("no-uuid")),
                malformed("transfer_id", t -> t.setTransferId(UUID.randomUUID().toString())),
                malformed("kind", t -> t.setKind(TransferKind.TRANSFER_KIND_UNSPECIFIED)),
                malformed("code", t -> t.setCode(TransferCode.TRANSFER_CODE_UNSPECIFIED)),
                malformed("from_account", Transfer.Builder::clearFromAccount),
                malformed("to_account", Transfer.Builder::clearToAccount),
                malformed("to_account", t -> t.setToAccount("x".repeat(101))),
                malformed("amount", Transfer.Builder::clearAmount),
                malformed(
                        "amount.currency_code",
                        t -> t.setAmount(Money.newBuilder().setCurrencyCode("XQZ"))),
                malformed("hold_id", t -> t.setHoldId(anId().toString())),
                malformed("timeout_seconds", t -> t.setTimeoutSeconds(5)),
                malformed("reference", t -> t.setReference("x".repeat(101))),
                malformed("reference", t -> t.setReference("a\0b")),
                malformed("to_account", t -> t.setToAccount("member/\0")),
                malformed("linked", t -> t.setLinked(true)),
                malformed("from_account", t -> t.setKind(TransferKind.TRANSFER_KIND_CAPTURE)),
                malformed("from_account", t -> t.setKind(TransferKind.TRANSFER_KIND_RELEASE)));
    }

    private static Arguments malformed(String field, Consumer<Transfer.Builder> change) {
        return Arguments.of(field, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void a_malformed_transfer_is_refused_with_its_field(
            String field, Consumer<Transfer.Builder> change) {
        var before = fixture.count("transfer");
        var good = single("adjustment", "suspense", 1);
        var bad = good.toBuilder().setTransferId(anId().toString());
        change.accept(bad);

        var error = errorOf(() -> post(good, bad.build()));

        assertThat(error.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(error.fields()).contains("transfers[1]." + field);
        assertThat(fixture.count("transfer")).isEqualTo(before);
    }

    @Test
    void a_batch_is_bounded() {
        var request = PostTransfersRequest.newBuilder();
        var none = errorOf(() -> ledger().postTransfers(request.build()));
        IntStream.range(0, 1001)
                .forEach(_ -> request.addTransfers(single("adjustment", "suspense", 1)));
        var tooMany = errorOf(() -> ledger().postTransfers(request.build()));

        assertThat(List.of(none, tooMany))
                .extracting(GrpcErrors::code)
                .containsOnly(Code.INVALID_ARGUMENT);
        request.removeTransfers(0);
        assertThat(ledger().postTransfers(request.build()).getResultsList())
                .hasSize(1000)
                .allMatch(result -> result.getOutcome() == OUTCOME_APPLIED);
    }
}
