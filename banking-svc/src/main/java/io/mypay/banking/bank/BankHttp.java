package io.mypay.banking.bank;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.http.HttpClient;
import io.vertx.mutiny.core.http.HttpClientRequest;
import io.vertx.mutiny.core.http.HttpClientResponse;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** One HTTP exchange with a bank, with an end to the waiting. It never repeats a request. */
@ApplicationScoped
class BankHttp {
    // Larger than what all gates let through, so that no bank waits for another's connections.
    private static final int CONNECTIONS_MAX = 512;
    // Below what servers keep idle connections for, so that a command hardly meets a closed one.
    private static final int KEEP_ALIVE_SECONDS = 10;

    private final HttpClient client;
    private final BankSettings settings;

    BankHttp(Vertx vertx, BankSettings settings) {
        this.settings = settings;
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setConnectTimeout(
                                        Math.toIntExact(settings.connectTimeout().toMillis()))
                                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                                // A span would hold the address, and that an account's number.
                                .setTracingPolicy(TracingPolicy.IGNORE),
                        new PoolOptions().setHttp1MaxSize(CONNECTIONS_MAX));
    }

    @PreDestroy
    void close() {
        client.closeAndForget();
    }

    /** Status and body; an unreadable or missing body is an empty object. */
    record Answer(int status, JsonObject body) {}

    Uni<Answer> get(String url) {
        return exchange(request(HttpMethod.GET, url), new JsonObject());
    }

    Uni<Answer> post(String url, String idempotencyKey, JsonObject body) {
        var options =
                request(HttpMethod.POST, url)
                        .putHeader("Idempotency-Key", idempotencyKey)
                        .putHeader("Content-Type", "application/json");
        return exchange(options, body);
    }

    private RequestOptions request(HttpMethod method, String url) {
        return new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(url)
                .setConnectTimeout(settings.connectTimeout().toMillis())
                .putHeader("Accept", "application/json");
    }

    private Uni<Answer> exchange(RequestOptions options, JsonObject body) {
        return client.request(options)
                .chain(request -> answer(request, body))
                .ifNoItem()
                .after(whole())
                .fail();
    }

    // A request that is given up is reset, so that its connection does not stay taken.
    private static Uni<Answer> answer(HttpClientRequest request, JsonObject body) {
        var sent = body.isEmpty() ? request.send() : request.send(buffer(body));
        return sent.chain(BankHttp::read).onCancellation().invoke(request::reset);
    }

    private static io.vertx.mutiny.core.buffer.Buffer buffer(JsonObject body) {
        return io.vertx.mutiny.core.buffer.Buffer.newInstance(body.toBuffer());
    }

    private static Uni<Answer> read(HttpClientResponse response) {
        return response.body()
                .map(buffer -> new Answer(response.statusCode(), json(buffer.getDelegate())));
    }

    private static JsonObject json(Buffer buffer) {
        try {
            return buffer.length() == 0 ? new JsonObject() : new JsonObject(buffer);
        } catch (DecodeException _) {
            // An error page of something between the bank and us: the status says what is needed.
            return new JsonObject();
        }
    }

    private Duration whole() {
        return settings.connectTimeout().plus(settings.answerTimeout());
    }
}
