package io.mypay.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mypay.type.v1.BankAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The bank's counter: where people open accounts and read balances, and tests order faults. */
public final class OutsideBank {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final String base;
    private final String commands;

    public OutsideBank(Endpoints endpoints) {
        this.base = "http://" + Endpoints.HOST + ":" + endpoints.port("bank-simulator");
        this.commands = "http://" + Endpoints.HOST + ":" + endpoints.commandPort();
    }

    /** Where the bank takes commands: what a contract has as its endpoint. */
    public String endpoint(String bankCode) {
        return commands + "/banks/" + bankCode;
    }

    /**
     * Opens an account with cash in it, in won; an account that is there already stays as it is.
     */
    public BankAccount open(String bankCode, String number, String holderName, long balance) {
        Map<String, Object> account = new LinkedHashMap<>();
        account.put("bank_code", bankCode);
        account.put("account_number", number);
        account.put("holder_name", holderName);
        account.put("balance", balance);
        account.put("overdraft_limit", 0);
        send("POST", "/admin/accounts", account, 201, 409);
        return BankAccount.newBuilder().setBankCode(bankCode).setAccountNumber(number).build();
    }

    /** The cash in an account, in won. */
    public long balance(BankAccount account) {
        String path =
                "/banks/%s/accounts/%s/balance"
                        .formatted(account.getBankCode(), account.getAccountNumber());
        return send("GET", path, null, 200).get("balance").asLong();
    }

    /** Orders a fault for the commands to one bank, such as {@code Map.of("latency_ms", 2000)}. */
    public void fault(String bankCode, Map<String, Object> fault) {
        send("PUT", "/admin/banks/" + bankCode + "/faults", fault, 200, 204);
    }

    public void heal(String bankCode) {
        send("DELETE", "/admin/banks/" + bankCode + "/faults", null, 200, 204);
    }

    private JsonNode send(String method, String path, Object body, int... expected) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(base + path))
                            .timeout(TIMEOUT)
                            .header("content-type", "application/json")
                            .method(
                                    method,
                                    body == null
                                            ? BodyPublishers.noBody()
                                            : BodyPublishers.ofString(
                                                    JSON.writeValueAsString(body)))
                            .build();
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            for (int status : expected) {
                if (response.statusCode() == status) {
                    return JSON.readTree(response.body());
                }
            }
            throw new IllegalStateException(
                    "the bank answered %d to %s %s: %s"
                            .formatted(response.statusCode(), method, path, response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot reach the bank at " + base, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the bank", e);
        }
    }
}
