package io.mypay.kit.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.mypay.kit.auth.Role;
import io.mypay.kit.probe.v1.ObserveRequest;
import io.mypay.kit.probe.v1.ProbeServiceGrpc;
import io.mypay.kit.probe.v1.ProbeServiceGrpc.ProbeServiceBlockingStub;
import io.mypay.kit.probe.v1.RelayRequest;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.kit.testing.TestClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(FakeNeighbour.class)
class CallLogTest {
    private static final String MEMBER = "0197a000-0000-7000-8000-00000000000b";
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final ObserveRequest FINE =
            ObserveRequest.newBuilder().setBankCode("004").build();

    private final Logger rpcs = Logger.getLogger("io.mypay.rpc");
    private final Lines lines = new Lines();

    @BeforeEach
    void listen() {
        rpcs.setLevel(Level.FINE);
        rpcs.addHandler(lines);
    }

    @AfterEach
    void leave() {
        rpcs.removeHandler(lines);
        rpcs.setLevel(null);
    }

    @Test
    void a_call_is_told_in_one_line_that_names_its_callers_trace() {
        member(TRACE).observe(FINE);
        assertThat(lines.of("Observe").level()).isEqualTo("INFO");
        assertThat(lines.of("Observe").text())
                .contains(
                        "method=mypay.kit.probe.v1.ProbeService/Observe caller=" + MEMBER,
                        "code=OK reason=- ms=",
                        "trace=" + TRACE);
        assertThat(lines.of("Observe").traceId()).isEqualTo(TRACE);
    }

    @Test
    void a_call_without_a_trace_begins_one() {
        stub(TestClient.as(MEMBER, Role.MEMBER)).observe(FINE);
        assertThat(lines.of("Observe").text()).containsPattern("trace=(?!0{32})[0-9a-f]{32}$");
    }

    @Test
    void a_call_that_is_refused_before_it_is_served_names_its_trace_too() {
        TestClient.errorOf(() -> traced(TestClient.anonymous(), TRACE).observe(FINE));
        assertThat(lines.of("Observe").text())
                .contains("caller=anonymous code=UNAUTHENTICATED reason=TOKEN_MISSING")
                .contains("trace=" + TRACE);
    }

    @Test
    void a_neighbour_that_is_called_goes_on_with_the_trace() {
        var seen = member(TRACE).relay(RelayRequest.getDefaultInstance()).getTraceparent();
        assertThat(seen).startsWith("00-" + TRACE + "-");
    }

    @Test
    void a_quiet_call_is_told_at_debug_unless_it_fails() {
        member(TRACE).relay(RelayRequest.getDefaultInstance());
        assertThat(lines.of("Relay").level()).isEqualTo("DEBUG");

        var funds = RelayRequest.newBuilder().setWay("funds").build();
        TestClient.errorOf(() -> member(TRACE).relay(funds));
        assertThat(lines.of("INSUFFICIENT_FUNDS").text()).contains("code=FAILED_PRECONDITION");
        assertThat(lines.of("INSUFFICIENT_FUNDS").level()).isEqualTo("INFO");
    }

    private static ProbeServiceBlockingStub member(String trace) {
        return traced(TestClient.as(MEMBER, Role.MEMBER), trace);
    }

    private static ProbeServiceBlockingStub traced(TestClient client, String trace) {
        var headers = new Metadata();
        headers.put(
                Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER),
                "00-" + trace + "-b7ad6b7169203331-01");
        return stub(client).withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    private static ProbeServiceBlockingStub stub(TestClient client) {
        return client.stub(ProbeServiceGrpc::newBlockingStub);
    }

    private record Line(String level, String text, String traceId) {}

    /** What was logged; a call's line may come a moment after its answer. */
    private static final class Lines extends Handler {
        private final PatternFormatter formatter = new PatternFormatter("%s");
        private final Queue<Line> lines = new ConcurrentLinkedQueue<>();

        Line of(String words) {
            return await().until(() -> find(words), Optional::isPresent).orElseThrow();
        }

        private Optional<Line> find(String words) {
            return lines.stream().filter(line -> line.text().contains(words)).findFirst();
        }

        @Override
        public void publish(LogRecord entry) {
            var whole = ExtLogRecord.wrap(entry);
            lines.add(
                    new Line(
                            whole.getLevel().getName(),
                            formatter.format(whole),
                            whole.getMdc("traceId")));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
