package io.mypay.money.member;

import static io.mypay.kit.testing.TestClient.errorOf;
import static io.mypay.money.Fixture.anId;
import static io.mypay.money.Fixture.hold;
import static io.mypay.money.Fixture.member;
import static io.mypay.money.Fixture.merchant;
import static io.mypay.money.Fixture.post;
import static io.mypay.money.Fixture.results;
import static io.mypay.money.Fixture.single;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import com.google.type.Date;
import io.grpc.Status.Code;
import io.mypay.kit.auth.Role;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.kit.testing.TestClient;
import io.mypay.money.Fixture;
import io.mypay.money.Neighbours;
import io.mypay.money.v1.ExportStatementRequest;
import io.mypay.money.v1.MoneyServiceGrpc;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Neighbours.class)
class StatementTest {
    private static final String HEADER =
            "post_time,transfer_id,code,reference,counterparty,amount,currency,balance_after";

    @Inject Fixture fixture;

    @Test
    void a_statement_has_a_header_and_a_line_per_change_newest_first() {
        var payer = fixture.aMemberWith(1_000);
        var shop = merchant(fixture.aMerchant());
        var spend =
                single(member(payer), shop, 250).toBuilder().setReference("=cmd(\"a\"),b").build();
        var at = results(spend).getFirst().getPostTime();
        post(hold(member(payer), shop, 1));

        var lines = export(payer, today().build());

        assertThat(lines).hasSize(3);
        assertThat(lines.getFirst()).isEqualTo(HEADER);
        var seoul =
                Instant.ofEpochSecond(at.getSeconds())
                        .atZone(StatementFile.ZONE)
                        .toLocalDateTime()
                        .format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss"));
        assertThat(lines.get(1))
                .isEqualTo(
                        seoul
                                + ".%06d+09:00".formatted(at.getNanos() / 1_000)
                                + ","
                                + spend.getTransferId()
                                + ",PAYMENT,\"'=cmd(\"\"a\"\"),b\","
                                + shop
                                + ",-250,KRW,750");
        assertThat(lines.get(2)).contains(",ADJUSTMENT,").endsWith(",adjustment,1000,KRW,1000");
    }

    @Test
    void a_period_of_instants_begins_with_its_first_and_ends_before_its_last() {
        var payer = fixture.aMemberWith(1_000);
        var times = new ArrayList<Timestamp>();
        for (int i = 0; i < 100; i++) {
            times.add(results(single(member(payer), "commission", 1)).getFirst().getPostTime());
        }

        var lines =
                export(
                        payer,
                        ExportStatementRequest.newBuilder()
                                .setFromTime(times.get(10))
                                .setToTime(times.get(90))
                                .build());

        assertThat(lines).hasSize(81);
        assertThat(lines.get(1)).endsWith(",KRW,910");
        assertThat(lines.getLast()).endsWith(",KRW,989");
    }

    @Test
    void a_long_statement_comes_in_pieces() {
        var payer = fixture.aMemberWith(10_000);
        for (int i = 0; i < 3; i++) {
            post(
                    Fixture.all(
                            IntStream.range(0, 900)
                                    .mapToObj(_ -> single(member(payer), "commission", 1))));
        }
        var pieces = new ArrayList<Integer>();
        as(payer, Role.MEMBER)
                .exportStatement(today().setMembershipId(payer.toString()).build())
                .forEachRemaining(piece -> pieces.add(piece.getChunk().size()));

        assertThat(pieces).hasSizeGreaterThan(3);
        assertThat(export(payer, today().build())).hasSize(2_702).doesNotHaveDuplicates();
    }

    @Test
    void without_changes_there_is_only_the_header() {
        assertThat(export(fixture.aMember(), today().build())).containsExactly(HEADER);
        var old =
                ExportStatementRequest.newBuilder()
                        .setFromDate(date(LocalDate.of(2020, 2, 29)))
                        .setToDate(date(LocalDate.of(2020, 2, 29)));
        assertThat(export(fixture.aMemberWith(1), old.build())).containsExactly(HEADER);
    }

    @Test
    void a_period_is_a_year_at_most_and_ends_after_it_begins() {
        var member = fixture.aMember();
        var from = LocalDate.of(2024, 1, 1);
        var request = ExportStatementRequest.newBuilder().setFromDate(date(from));
        assertThat(export(member, request.setToDate(date(from.plusDays(365))).build())).hasSize(1);

        for (var bad :
                List.of(
                        request.setToDate(date(from.plusDays(366))).build(),
                        request.setToDate(date(from.minusDays(1))).build())) {
            var error = errorOf(() -> export(member, bad));

            assertThat(error.code()).isEqualTo(Code.INVALID_ARGUMENT);
            assertThat(error.fields()).containsExactly("to_date");
        }
        var noDate = request.setFromDate(Date.newBuilder().setYear(2024).setMonth(13)).build();
        assertThat(errorOf(() -> export(member, noDate)).fields()).containsExactly("from_date");
        var noEnd = request.clearTo().build();
        assertThat(errorOf(() -> export(member, noEnd)).fields()).containsExactly("to");
        request.setFromDate(date(from));
        var never = request.setToTime(Timestamp.newBuilder().setSeconds(Long.MAX_VALUE)).build();
        assertThat(errorOf(() -> export(member, never)).fields()).containsExactly("to_time");
    }

    @Test
    void a_statement_is_for_its_owner_and_for_those_who_serve() {
        var member = fixture.aMemberWith(1);
        var request = today().setMembershipId(member.toString()).build();

        assertThat(errorOf(() -> drain(as(anId(), Role.MEMBER), request)).reason())
                .isEqualTo("NOT_YOURS");
        assertThat(drain(as(anId(), Role.CX), request)).contains(HEADER);
        var nobody = today().setMembershipId(anId().toString()).build();
        assertThat(errorOf(() -> drain(as(anId(), Role.STAFF), nobody)).code())
                .isEqualTo(Code.NOT_FOUND);
    }

    private static List<String> export(UUID owner, ExportStatementRequest request) {
        var file =
                drain(
                        as(owner, Role.MEMBER),
                        request.toBuilder().setMembershipId(owner.toString()).build());
        assertThat(file).endsWith("\r\n");
        return List.of(file.split("\r\n"));
    }

    private static String drain(
            MoneyServiceGrpc.MoneyServiceBlockingStub money, ExportStatementRequest request) {
        var file = new StringBuilder();
        money.exportStatement(request)
                .forEachRemaining(piece -> file.append(piece.getChunk().toStringUtf8()));
        return file.toString();
    }

    private static MoneyServiceGrpc.MoneyServiceBlockingStub as(UUID caller, Role role) {
        return TestClient.as(caller, role).stub(MoneyServiceGrpc::newBlockingStub);
    }

    private static ExportStatementRequest.Builder today() {
        var day = Instant.now().atZone(StatementFile.ZONE).toLocalDate();
        return ExportStatementRequest.newBuilder()
                .setFromDate(date(day.minusDays(1)))
                .setToDate(date(day.plusDays(1)));
    }

    private static Date date(LocalDate date) {
        return Date.newBuilder()
                .setYear(date.getYear())
                .setMonth(date.getMonthValue())
                .setDay(date.getDayOfMonth())
                .build();
    }
}
