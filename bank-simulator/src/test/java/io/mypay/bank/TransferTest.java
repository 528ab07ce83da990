package io.mypay.bank;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class TransferTest extends BankTest {
    private static final Duration BEYOND_THE_WINDOW = Duration.ofSeconds(11);

    @Inject AdjustableClock clock;

    @Test
    void cash_moves_to_mypay_and_the_fee_is_taken_from_it() {
        AccountAt member = anAccount(SHINHAN, 70_000);
        long corporateBefore = balance(CORPORATE);
        UUID key = UUID.randomUUID();

        command(SHINHAN, key, aTransfer(member, CORPORATE, 50_000))
                .then()
                .statusCode(200)
                .body("transfer_id", notNullValue())
                .body("idempotency_key", equalTo(key.toString()))
                .body("status", equalTo("SUCCEEDED"))
                .body("$", hasKey("decline_reason"))
                .body("decline_reason", nullValue())
                .body("currency", equalTo("KRW"))
                .body("amount", equalTo(50_000))
                .body("fee", equalTo((int) FEE))
                .body("at", matchesPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d.*Z"));

        assertThat(balance(member)).isEqualTo(20_000);
        assertThat(balance(CORPORATE)).isEqualTo(corporateBefore + 50_000 - FEE);
    }

    @Test
    void cash_moves_out_of_mypay_and_the_fee_is_taken_from_it_too() {
        AccountAt merchant = anAccount(SHINHAN, 0);
        long corporateBefore = balance(CORPORATE);

        move(CORPORATE, merchant, 3_000).body("status", equalTo("SUCCEEDED"));

        assertThat(balance(merchant)).isEqualTo(3_000);
        assertThat(balance(CORPORATE)).isEqualTo(corporateBefore - 3_000 - FEE);
    }

    @Test
    void a_declined_command_moves_nothing_and_costs_nothing() {
        AccountAt poor = anAccount(SHINHAN, 100);
        long corporateBefore = balance(CORPORATE);

        move(poor, CORPORATE, 101)
                .body("status", equalTo("DECLINED"))
                .body("decline_reason", equalTo("INSUFFICIENT_FUNDS"))
                .body("fee", equalTo(0));

        assertThat(balance(poor)).isEqualTo(100);
        assertThat(balance(CORPORATE)).isEqualTo(corporateBefore);
    }

    @Test
    void missing_closed_and_foreign_accounts_are_declined() {
        AccountAt rich = anAccount(SHINHAN, 100);
        AccountAt closed = anAccount(SHINHAN, 100);
        close(closed);

        move(new AccountAt(SHINHAN, "99999999"), CORPORATE, 1)
                .body("decline_reason", equalTo("NO_SUCH_ACCOUNT"));
        command(KB, UUID.randomUUID(), aTransfer(CORPORATE, new AccountAt("999", "99999999"), 1))
                .then()
                .body("decline_reason", equalTo("NO_SUCH_ACCOUNT"));
        move(closed, CORPORATE, 1).body("decline_reason", equalTo("ACCOUNT_CLOSED"));
        move(rich, anAccount(KB, 0), 1).body("decline_reason", equalTo("NO_AGREEMENT"));
    }

    @Test
    void the_corporate_account_may_overdraw_up_to_its_limit_fee_included() {
        AccountAt merchant = anAccount(KB, 0);
        long available = balance(CORPORATE) + 100_000_000;

        move(CORPORATE, merchant, available - FEE + 1)
                .body("decline_reason", equalTo("INSUFFICIENT_FUNDS"));
        move(CORPORATE, merchant, available - FEE).body("status", equalTo("SUCCEEDED"));
        assertThat(balance(CORPORATE)).isEqualTo(-100_000_000);

        // At the limit the fee can still be paid out of the cash that comes in, but of nothing
        // less.
        move(merchant, CORPORATE, FEE - 1).body("decline_reason", equalTo("INSUFFICIENT_FUNDS"));
        move(merchant, CORPORATE, available - FEE).body("status", equalTo("SUCCEEDED"));
    }

    @Test
    void the_same_command_again_gets_the_same_answer_and_moves_once() {
        AccountAt member = anAccount(SHINHAN, 10_000);
        UUID key = UUID.randomUUID();

        String first =
                command(SHINHAN, key, aTransfer(member, CORPORATE, 4_000))
                        .then()
                        .extract()
                        .asString();
        String second =
                command(SHINHAN, key, aTransfer(member, CORPORATE, 4_000))
                        .then()
                        .extract()
                        .asString();

        assertThat(second).isEqualTo(first);
        assertThat(inquire(SHINHAN, key).then().statusCode(200).extract().asString())
                .isEqualTo(first);
        assertThat(balance(member)).isEqualTo(6_000);
    }

    @Test
    void a_declined_command_stays_declined_even_when_there_is_money_later() {
        AccountAt member = anAccount(SHINHAN, 0);
        UUID key = UUID.randomUUID();
        String first =
                command(SHINHAN, key, aTransfer(member, CORPORATE, 4_000))
                        .then()
                        .extract()
                        .asString();
        move(CORPORATE, member, 10_000).body("status", equalTo("SUCCEEDED"));

        String again =
                command(SHINHAN, key, aTransfer(member, CORPORATE, 4_000))
                        .then()
                        .extract()
                        .asString();

        assertThat(again).isEqualTo(first).contains("INSUFFICIENT_FUNDS");
        assertThat(balance(member)).isEqualTo(10_000);
    }

    @Test
    void a_key_that_belongs_to_another_command_is_refused() {
        AccountAt member = anAccount(SHINHAN, 10_000);
        UUID key = UUID.randomUUID();
        command(SHINHAN, key, aTransfer(member, CORPORATE, 4_000)).then().statusCode(200);

        command(SHINHAN, key, aTransfer(member, CORPORATE, 4_001))
                .then()
                .statusCode(409)
                .body("code", equalTo("IDEMPOTENCY_KEY_REUSED"));

        assertThat(balance(member)).isEqualTo(6_000);
    }

    @Test
    void an_unknown_command_may_still_come_within_its_window() {
        AccountAt member = anAccount(SHINHAN, 10_000);
        UUID key = UUID.randomUUID();

        inquire(SHINHAN, key)
                .then()
                .statusCode(404)
                .body("code", equalTo("NO_SUCH_COMMAND"))
                .body("window_seconds", equalTo(10));
        command(SHINHAN, key, aTransfer(member, CORPORATE, 4_000))
                .then()
                .body("status", equalTo("SUCCEEDED"));
    }

    @Test
    void an_unknown_command_is_never_executed_after_its_window() {
        AccountAt member = anAccount(SHINHAN, 10_000);
        UUID key = UUID.randomUUID();
        inquire(SHINHAN, key).then().statusCode(404);
        clock.forward(BEYOND_THE_WINDOW);
        // Asking again does not give the command a new window.
        inquire(SHINHAN, key).then().statusCode(404);

        command(SHINHAN, key, aTransfer(member, CORPORATE, 4_000))
                .then()
                .body("status", equalTo("DECLINED"))
                .body("decline_reason", equalTo("COMMAND_EXPIRED"));

        assertThat(balance(member)).isEqualTo(10_000);
        inquire(SHINHAN, key).then().statusCode(200).body("status", equalTo("DECLINED"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"to":$B,"currency":"KRW","amount":1}                                          | from
                    {"from":{"bank_code":"04","account_number":"1234567"},"to":$B,"currency":"KRW","amount":1} | from.bank_code
                    {"from":{"bank_code":"088"},"to":$B,"currency":"KRW","amount":1}               | from.account_number
                    {"from":"088","to":$B,"currency":"KRW","amount":1}                             | from
                    {"from":$A,"to":$A,"currency":"KRW","amount":1}                                | to
                    {"from":$A,"to":$B,"currency":"USD","amount":1}                                | currency
                    {"from":$A,"to":$B,"amount":1}                                                 | currency
                    {"from":$A,"to":$B,"currency":"KRW"}                                           | amount
                    {"from":$A,"to":$B,"currency":"KRW","amount":0}                                | amount
                    {"from":$A,"to":$B,"currency":"KRW","amount":-5}                               | amount
                    {"from":$A,"to":$B,"currency":"KRW","amount":1.0}                              | amount
                    {"from":$A,"to":$B,"currency":"KRW","amount":"1"}                              | amount
                    {"from":$A,"to":$B,"currency":"KRW","amount":99999999999999999999}             | amount
                    {"from":$A,"to":$B,"currency":"KRW","amount":1,"amount":2}                     | body
                    {"from":$B,"to":$C,"currency":"KRW","amount":1}                                | bank
                    []                                                                             | body
                    nonsense                                                                       | body
                    """)
    void a_command_that_makes_no_sense_is_refused_by_field(String template, String field) {
        String body =
                template.replace("$A", "{\"bank_code\":\"088\",\"account_number\":\"1234567\"}")
                        .replace("$B", "{\"bank_code\":\"004\",\"account_number\":\"1234567\"}")
                        .replace("$C", "{\"bank_code\":\"004\",\"account_number\":\"7654321\"}");

        command(SHINHAN, UUID.randomUUID(), body)
                .then()
                .statusCode(400)
                .body("code", equalTo("MALFORMED"))
                .body("message", notNullValue())
                .body("field", equalTo(field));
    }

    @Test
    void a_command_needs_a_key_and_a_known_bank() {
        AccountAt member = anAccount(SHINHAN, 10_000);
        given().contentType(ContentType.JSON)
                .body(aTransfer(member, CORPORATE, 1))
                .post("/banks/088/transfers")
                .then()
                .statusCode(400)
                .body("field", equalTo("Idempotency-Key"));
        given().contentType(ContentType.JSON)
                .header("Idempotency-Key", "1-1-1-1-1")
                .body(aTransfer(member, CORPORATE, 1))
                .post("/banks/088/transfers")
                .then()
                .statusCode(400)
                .body("field", equalTo("Idempotency-Key"));
        command("999", UUID.randomUUID(), aTransfer(member, CORPORATE, 1))
                .then()
                .statusCode(404)
                .body("code", equalTo("NO_SUCH_BANK"));
        inquire("999", UUID.randomUUID())
                .then()
                .statusCode(404)
                .body("code", equalTo("NO_SUCH_BANK"));
        given().get("/banks/088/transfers/not-a-key")
                .then()
                .statusCode(400)
                .body("field", equalTo("idempotency_key"));
        assertThat(balance(member)).isEqualTo(10_000);
    }
}
