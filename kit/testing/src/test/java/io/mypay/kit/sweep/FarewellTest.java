package io.mypay.kit.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What callers hear of a process that ends, while it still answers. */
class FarewellTest {
    private static final Duration DELAY = Duration.ofMinutes(1);

    private final Vertx vertx = Vertx.vertx();
    private final Leaving leaving = new Leaving(DELAY);
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;

    @BeforeEach
    void a_server() throws Exception {
        var filters = new Filters();
        new Farewell(leaving).register(filters);
        var router = Router.router(vertx);
        filters.getFilters().forEach(filter -> router.route().handler(filter.getHandler()));
        router.route().handler(request -> request.response().end("here"));
        server =
                vertx.createHttpServer()
                        .requestHandler(router)
                        .connectionHandler(one -> one.closeHandler(_ -> closed.complete(null)))
                        .listen(0)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void ends() throws Exception {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void before_it_begins_connections_are_kept() throws Exception {
        assertThat(answer(Version.HTTP_1_1).headers().firstValue("connection")).isEmpty();
        assertThat(answer(Version.HTTP_2).body()).isEqualTo("here");
        assertThat(closed).isNotDone();
    }

    @Test
    void a_caller_on_http_1_is_answered_and_told_to_close() throws Exception {
        leaving.begin(new ShutdownDelayInitiatedEvent());

        var answer = answer(Version.HTTP_1_1);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("connection")).contains("close");
    }

    @Test
    void a_caller_on_http_2_is_answered_and_its_connection_closed() throws Exception {
        answer(Version.HTTP_2);
        leaving.begin(new ShutdownDelayInitiatedEvent());

        var answer = answer(Version.HTTP_2);

        assertThat(answer.version()).isEqualTo(Version.HTTP_2);
        assertThat(answer.body()).isEqualTo("here");
        closed.get(10, TimeUnit.SECONDS);
    }

    private HttpResponse<String> answer(Version version) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + server.actualPort()))
                        .version(version)
                        .timeout(Duration.ofSeconds(10))
                        .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
