package io.mypay.bank;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class FaultTest extends BankTest {
    @TestHTTPResource("/")
    URI bank;

    @Test
    void a_fault_can_be_set_shown_and_taken_away() {
        fault(KB, "{\"latency_ms\": 20, \"decline_reason\": \"LIMIT_EXCEEDED\", \"remaining\": 2}");

        given().get("/admin/banks/004/faults")
                .then()
                .statusCode(200)
                .body("latency_ms", equalTo(20))
                .body("decline_reason", equalTo("LIMIT_EXCEEDED"))
                .body("http_status", nullValue())
                .body("fail_after_transfer", equalTo(false))
                .body("down", equalTo(false))
                .body("remaining", equalTo(2));
        given().get("/admin/banks/088/faults").then().body("latency_ms", equalTo(0));
        given().delete("/admin/banks/004/faults").then().statusCode(204);
        given().get("/admin/banks/004/faults")
                .then()
                .body("latency_ms", equalTo(0))
                .body("decline_reason", nullValue())
                .body("remaining", nullValue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"latency_ms":-1}             | latency_ms
                    {"decline_reason":"no money"} | decline_reason
                    {"http_status":200}           | http_status
                    {"down":"yes"}                | down
                    {"remaining":0}               | remaining
                    {"latencyMs":5}               | latencyMs
                    """)
    void a_fault_that_makes_no_sense_is_refused_by_field(String body, String field) {
        given().contentType(ContentType.JSON)
                .body(body)
                .put("/admin/banks/004/faults")
                .then()
                .statusCode(400)
                .body("field", equalTo(field));
        given().get("/admin/banks/999/faults").then().statusCode(404);
    }

    @Test
    void a_command_declined_on_demand_is_remembered_as_declined() {
        AccountAt member = anAccount(SHINHAN, 10_000);
        UUID key = UUID.randomUUID();
        fault(SHINHAN, "{\"decline_reason\": \"LIMIT_EXCEEDED\", \"remaining\": 1}");

        command(SHINHAN, key, aTransfer(member, CORPORATE, 1_000))
                .then()
                .statusCode(200)
                .body("status", equalTo("DECLINED"))
                .body("decline_reason", equalTo("LIMIT_EXCEEDED"));
        command(SHINHAN, key, aTransfer(member, CORPORATE, 1_000))
                .then()
                .body("decline_reason", equalTo("LIMIT_EXCEEDED"));

        assertThat(balance(member)).isEqualTo(10_000);
    }

    @Test
    void a_fault_affects_as_many_commands_as_were_asked_for_and_no_other_bank() {
        AccountAt member = anAccount(SHINHAN, 10_000);
        AccountAt neighbour = anAccount(KB, 10_000);
        fault(SHINHAN, "{\"decline_reason\": \"LIMIT_EXCEEDED\", \"remaining\": 2}");

        move(neighbour, CORPORATE, 1).body("status", equalTo("SUCCEEDED"));
        move(member, CORPORATE, 1).body("status", equalTo("DECLINED"));
        given().get("/admin/banks/088/faults").then().body("remaining", equalTo(1));
        move(member, CORPORATE, 1).body("status", equalTo("DECLINED"));
        move(member, CORPORATE, 1).body("status", equalTo("SUCCEEDED"));
    }

    @Test
    void an_http_status_is_answered_and_nothing_has_moved() {
        AccountAt member = anAccount(SHINHAN, 10_000);
        UUID key = UUID.randomUUID();
        fault(SHINHAN, "{\"http_status\": 503}");

        command(SHINHAN, key, aTransfer(member, CORPORATE, 1_000))
                .then()
                .statusCode(503)
                .body("code", notNullValue());

        inquire(SHINHAN, key).then().statusCode(404).body("code", equalTo("NO_SUCH_COMMAND"));
        assertThat(balance(member)).isEqualTo(10_000);
    }

    @Test
    void latency_delays_the_answer() {
        AccountAt member = anAccount(SHINHAN, 10_000);
        fault(SHINHAN, "{\"latency_ms\": 300}");

        move(member, CORPORATE, 1_000)
                .body("status", equalTo("SUCCEEDED"))
                .time(greaterThanOrEqualTo(300L));
    }

    @Test
    void after_a_cut_the_money_has_moved_and_an_inquiry_tells() throws IOException {
        AccountAt member = anAccount(SHINHAN, 10_000);
        UUID key = UUID.randomUUID();
        fault(SHINHAN, "{\"fail_after_transfer\": true, \"remaining\": 1}");

        assertThat(answerTo(rawCommand(member, key))).isEmpty();

        inquire(SHINHAN, key).then().statusCode(200).body("status", equalTo("SUCCEEDED"));
        assertThat(balance(member)).isEqualTo(9_000);
        command(SHINHAN, key, aTransfer(member, CORPORATE, 1_000))
                .then()
                .body("status", equalTo("SUCCEEDED"));
        assertThat(balance(member)).isEqualTo(9_000);
    }

    @Test
    void a_bank_that_is_down_answers_nothing_while_the_others_work() throws IOException {
        AccountAt member = anAccount(SHINHAN, 10_000);
        UUID key = UUID.randomUUID();
        fault(SHINHAN, "{\"down\": true}");

        assertThat(answerTo(rawCommand(member, key))).isEmpty();
        assertThat(answerTo(rawGet("/banks/088/accounts/" + member.number()))).isEmpty();
        assertThat(answerTo(rawGet("/banks/088/transfers/" + key))).isEmpty();
        assertThatThrownBy(() -> balance(member)).isInstanceOf(IOException.class);
        given().get("/banks/004/accounts/{number}", CORPORATE.number()).then().statusCode(200);

        given().delete("/admin/banks/088/faults").then().statusCode(204);
        inquire(SHINHAN, key).then().statusCode(404);
        assertThat(balance(member)).isEqualTo(10_000);
    }

    /** Everything the bank says before it closes the connection, seen without any HTTP client. */
    private String answerTo(String request) throws IOException {
        try (Socket socket = new Socket(bank.getHost(), bank.getPort())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            InputStream answer = socket.getInputStream();
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String rawGet(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: bank\r\n\r\n";
    }

    private static String rawCommand(AccountAt from, UUID key) {
        String body =
                """
                {"from": {"bank_code": "088", "account_number": "%s"},
                 "to": {"bank_code": "004", "account_number": "%s"},
                 "currency": "KRW", "amount": 1000, "memo": "test"}\
                """
                        .formatted(from.number(), CORPORATE.number());
        return """
        POST /banks/088/transfers HTTP/1.1\r
        Host: bank\r
        Content-Type: application/json\r
        Idempotency-Key: %s\r
        Content-Length: %d\r
        \r
        %s\
        """
                .formatted(key, body.length(), body);
    }
}
