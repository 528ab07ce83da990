package io.mypay.bank;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class AccountTest extends BankTest {
    @Test
    void an_account_answers_whose_it_is_and_what_it_has() {
        AccountAt account = anAccount(SHINHAN, 70_000);

        given().get("/banks/088/accounts/{number}", account.number())
                .then()
                .statusCode(200)
                .body("bank_code", equalTo(SHINHAN))
                .body("account_number", equalTo(account.number()))
                .body("holder_name", equalTo("Kim Minji"))
                .body("status", equalTo("OPEN"))
                .body("balance", nullValue());
        given().get("/banks/088/accounts/{number}/balance", account.number())
                .then()
                .statusCode(200)
                .body("currency", equalTo("KRW"))
                .body("balance", equalTo(70_000));
    }

    @Test
    void unknown_accounts_and_banks_are_told_apart() {
        given().get("/banks/088/accounts/99999999")
                .then()
                .statusCode(404)
                .body("code", equalTo("NO_SUCH_ACCOUNT"))
                .body("message", notNullValue());
        given().get("/banks/088/accounts/99999999/balance")
                .then()
                .statusCode(404)
                .body("code", equalTo("NO_SUCH_ACCOUNT"));
        given().get("/banks/999/accounts/99999999")
                .then()
                .statusCode(404)
                .body("code", equalTo("NO_SUCH_BANK"));
    }

    @Test
    void the_corporate_account_is_there_from_the_start() {
        given().get("/banks/004/accounts/{number}", CORPORATE.number())
                .then()
                .statusCode(200)
                .body("holder_name", equalTo("MYPAY"))
                .body("status", equalTo("OPEN"));
    }

    @Test
    void a_second_account_of_the_same_number_is_refused() {
        AccountAt account = anAccount(KB, 1_000);

        open(account, 5_000).then().statusCode(409).body("code", equalTo("ACCOUNT_EXISTS"));

        assertThat(balance(account)).isEqualTo(1_000);
    }

    @Test
    void a_closed_account_says_so_and_can_be_opened_again() {
        AccountAt account = anAccount(KB, 0);
        close(account);

        given().get("/banks/004/accounts/{number}", account.number())
                .then()
                .body("status", equalTo("CLOSED"));
        given().contentType(ContentType.JSON)
                .body("{\"status\": \"OPEN\"}")
                .put("/admin/accounts/004/{number}/status", account.number())
                .then()
                .statusCode(200)
                .body("status", equalTo("OPEN"));
    }

    @Test
    void the_administration_lists_a_banks_accounts_page_by_page() {
        IntStream.range(0, 201).forEach(_ -> anAccount("020", 100));

        String next =
                given().get("/admin/accounts?bank_code=020")
                        .then()
                        .statusCode(200)
                        .body("accounts", hasSize(200))
                        .body("accounts[0].bank_code", equalTo("020"))
                        .body("accounts[0].balance", equalTo(100))
                        .body("accounts[0].overdraft_limit", equalTo(0))
                        .body("next_page_token", not(nullValue()))
                        .extract()
                        .path("next_page_token");
        given().get("/admin/accounts?bank_code=020&page_token={token}", next)
                .then()
                .statusCode(200)
                .body("accounts", hasSize(1))
                .body("next_page_token", nullValue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"bank_code":"4","account_number":"123456","holder_name":"A"}           | bank_code
                    {"account_number":"123456","holder_name":"A"}                           | bank_code
                    {"bank_code":"004","account_number":"12-34","holder_name":"A"}          | account_number
                    {"bank_code":"004","account_number":123456,"holder_name":"A"}           | account_number
                    {"bank_code":"004","account_number":"123456"}                           | holder_name
                    {"bank_code":"004","account_number":"123456","holder_name":"A\\u0000"}  | holder_name
                    {"bank_code":"004","account_number":"123456","holder_name":"A","balance":-1}  | balance
                    {"bank_code":"004","account_number":"123456","holder_name":"A","balance":1.5} | balance
                    {"bank_code":"004","account_number":"123456","holder_name":"A","balanse":1}   | balanse
                    {"bank_code":"004"                                                      | body
                    """)
    void an_account_that_makes_no_sense_is_refused_by_field(String body, String field) {
        given().contentType(ContentType.JSON)
                .body(body)
                .post("/admin/accounts")
                .then()
                .statusCode(400)
                .body("code", equalTo("MALFORMED"))
                .body("message", notNullValue())
                .body("field", equalTo(field));
    }

    @Test
    void the_bank_is_ready_and_healthy() {
        given().get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
    }
}
