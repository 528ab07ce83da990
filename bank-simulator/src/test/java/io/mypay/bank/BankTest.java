package io.mypay.bank;

import static io.restassured.RestAssured.given;

import io.quarkus.test.common.QuarkusTestResource;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;

/** The words in which the tests speak to the bank. Each test has accounts of its own. */
@QuarkusTestResource(BankDatabase.class)
abstract class BankTest {
    static final String KB = "004";
    static final String SHINHAN = "088";
    static final long FEE = 500;
    static final AccountAt CORPORATE = new AccountAt(KB, "00410000000001");

    private static final AtomicLong NEXT_NUMBER = new AtomicLong(700_000_000_000L);

    record AccountAt(String bank, String number) {
        Map<String, Object> json() {
            return Map.of("bank_code", bank, "account_number", number);
        }
    }

    @AfterEach
    void banks_are_healthy_again() {
        given().delete("/admin/banks/{bank}/faults", KB).then().statusCode(204);
        given().delete("/admin/banks/{bank}/faults", SHINHAN).then().statusCode(204);
    }

    static AccountAt anAccount(String bank, long balance) {
        AccountAt account = new AccountAt(bank, Long.toString(NEXT_NUMBER.incrementAndGet()));
        open(account, balance).then().statusCode(201);
        return account;
    }

    static Response open(AccountAt account, long balance) {
        Map<String, Object> body = new HashMap<>(account.json());
        body.put("holder_name", "Kim Minji");
        body.put("balance", balance);
        body.put("overdraft_limit", 0);
        return given().contentType(ContentType.JSON).body(body).post("/admin/accounts");
    }

    static void close(AccountAt account) {
        given().contentType(ContentType.JSON)
                .body("{\"status\": \"CLOSED\"}")
                .put("/admin/accounts/{bank}/{number}/status", account.bank(), account.number())
                .then()
                .statusCode(200);
    }

    static long balance(AccountAt account) {
        return given().get(
                        "/banks/{bank}/accounts/{number}/balance", account.bank(), account.number())
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getLong("balance");
    }

    static Map<String, Object> aTransfer(AccountAt from, AccountAt to, long amount) {
        return Map.of(
                "from",
                from.json(),
                "to",
                to.json(),
                "currency",
                "KRW",
                "amount",
                amount,
                "memo",
                "test");
    }

    static Response command(String bank, UUID key, Object body) {
        return given().contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(body)
                .post("/banks/{bank}/transfers", bank);
    }

    /** A command to the bank of the account that is not MyPay's. */
    static ValidatableResponse move(AccountAt from, AccountAt to, long amount) {
        String bank = from.equals(CORPORATE) ? to.bank() : from.bank();
        return command(bank, UUID.randomUUID(), aTransfer(from, to, amount)).then().statusCode(200);
    }

    static Response inquire(String bank, UUID key) {
        return given().get("/banks/{bank}/transfers/{key}", bank, key);
    }

    static void fault(String bank, String json) {
        given().contentType(ContentType.JSON)
                .body(json)
                .put("/admin/banks/{bank}/faults", bank)
                .then()
                .statusCode(200);
    }
}
