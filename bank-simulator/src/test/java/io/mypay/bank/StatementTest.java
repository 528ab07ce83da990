package io.mypay.bank;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class StatementTest extends BankTest {
    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

    @Inject AdjustableClock clock;

    @Test
    void each_transfer_and_each_fee_is_a_line_with_its_running_balance() {
        AccountAt member = anAccount(SHINHAN, 10_000);
        UUID key = UUID.randomUUID();
        String transfer =
                command(SHINHAN, key, aTransfer(member, CORPORATE, 4_000)).path("transfer_id");

        List<Map<String, Object>> lines = statement(CORPORATE, today());

        List<Map<String, Object>> ours =
                lines.stream().filter(line -> line.get("transfer_id").equals(transfer)).toList();
        assertThat(ours).hasSize(2);
        assertThat(ours.get(0))
                .containsEntry("idempotency_key", key.toString())
                .containsEntry("account_number", CORPORATE.number())
                .containsEntry("direction", "CREDIT")
                .containsEntry("kind", "TRANSFER")
                .containsEntry("amount", 4_000);
        assertThat(ours.get(1))
                .containsEntry("direction", "DEBIT")
                .containsEntry("kind", "FEE")
                .containsEntry("amount", (int) FEE);
        assertThat(number(ours.get(1), "balance_after"))
                .isEqualTo(number(ours.get(0), "balance_after") - FEE)
                .isEqualTo(balance(CORPORATE));
        assertThat(statement(member, today()))
                .singleElement()
                .satisfies(line ->
                        assertThat(line)
                                .containsEntry("direction", "DEBIT")
                                .containsEntry("balance_after", 6_000));
    }

    @Test
    void pages_follow_each_other_without_gap_or_overlap() {
        AccountAt member = anAccount(SHINHAN, 10_000);
        for (int i = 1; i <= 9; i++) {
            move(member, CORPORATE, i);
        }

        List<Map<String, Object>> lines = statement(member, today());

        assertThat(lines)
                .extracting(line -> line.get("amount"))
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(new HashSet<>(lines.stream().map(line -> line.get("entry_id")).toList()))
                .hasSize(9);
        page(member, today(), "").body("entries", hasSize(4));
    }

    @Test
    void a_day_is_a_day_in_seoul() {
        AccountAt member = anAccount(SHINHAN, 10_000);
        LocalDate first = today().plusDays(1);
        forwardTo(first.plusDays(1).atStartOfDay(SEOUL).toInstant().minusSeconds(30));
        move(member, CORPORATE, 1);
        clock.forward(Duration.ofSeconds(30));
        move(member, CORPORATE, 2);

        assertThat(statement(member, first))
                .extracting(line -> line.get("amount"))
                .containsExactly(1);
        assertThat(statement(member, first.plusDays(1)))
                .extracting(line -> line.get("amount"))
                .containsExactly(2);
        assertThat(statement(member, first.plusDays(2))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    /banks/088/statements/yesterday?account_number=1234567              | 400 | MALFORMED
                    /banks/088/statements/2026-02-30?account_number=1234567             | 400 | MALFORMED
                    /banks/088/statements/2026-02-03                                    | 400 | MALFORMED
                    /banks/088/statements/2026-02-03?account_number=1234567&page_token=x | 400 | MALFORMED
                    /banks/088/statements/2026-02-03?account_number=1234567             | 404 | NO_SUCH_ACCOUNT
                    /banks/999/statements/2026-02-03?account_number=1234567             | 404 | NO_SUCH_BANK
                    """)
    void a_statement_that_cannot_be_is_refused(String url, int status, String code) {
        given().get(url).then().statusCode(status).body("code", equalTo(code));
    }

    private static List<Map<String, Object>> statement(AccountAt account, LocalDate date) {
        List<Map<String, Object>> lines = new ArrayList<>();
        String token = "";
        while (token != null) {
            JsonPath page = page(account, date, token).extract().jsonPath();
            lines.addAll(page.getList("entries"));
            token = page.getString("next_page_token");
        }
        return lines;
    }

    private static ValidatableResponse page(AccountAt account, LocalDate date, String token) {
        var request = given().queryParam("account_number", account.number());
        if (!token.isEmpty()) {
            request.queryParam("page_token", token);
        }
        return request.get("/banks/{bank}/statements/{date}", account.bank(), date.toString())
                .then()
                .statusCode(200);
    }

    private static long number(Map<String, Object> line, String field) {
        return ((Number) line.get(field)).longValue();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), SEOUL);
    }

    private void forwardTo(Instant instant) {
        clock.forward(Duration.between(clock.instant(), instant));
    }
}
