package io.mypay.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mypay.stack.StackState.ProcessState;
import io.mypay.stack.process.StartFailed;
import io.mypay.stack.process.Supervised;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Node;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole stack with real PostgreSQL and Kafka, and small stand-ins for the applications. */
final class StackTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir Path folder;
    private Home home;

    @BeforeEach
    void fakeHome() throws IOException {
        Path root = folder.resolve("home");
        for (Service service : Service.ALL) {
            fakeApplication(
                    root.resolve(service.module()).resolve("target/quarkus-app/quarkus-run.jar"));
        }
        home = new Home(root);
    }

    @Test
    void it_starts_tells_heals_and_stops() throws Exception {
        StackOptions options = options(Ports.free());
        Stack stack = Stack.start(options);
        try (stack) {
            assertTold(stack);
            assertThat(environmentOf(stack, "banking"))
                    .contains("MYPAY_MONEY_PORT=" + stack.port("money"))
                    .contains("MYPAY_CORPORATE_BANK_CODE=004")
                    .doesNotContain("MYPAY_STAFF_PASSWORD");
            assertHeals(stack.process("money"));
            assertHeals(stack.process("postgres"));
            assertRunsTwice(stack);
            assertThatThrownBy(() -> Stack.start(options))
                    .isInstanceOf(StartFailed.class)
                    .hasMessageContaining("in use");
        }
        assertThat(FreePorts.isFree(stack.port("money"))).isTrue();
        assertThat(FreePorts.isFree(stack.port("money-2"))).isTrue();
        assertThat(FreePorts.isFree(stack.port("kafka"))).isTrue();
        assertThat(StackState.read(stack.stateFile())).isEmpty();
    }

    @Test
    void a_taken_port_is_named_before_anything_starts() {
        Ports free = Ports.free();
        try (LocalPostgres other = LocalPostgres.temporary().start()) {
            Ports ports = name -> name.equals("money") ? other.port() : free.of(name);
            assertThatThrownBy(() -> Stack.start(options(ports)))
                    .isInstanceOf(StartFailed.class)
                    .hasMessageContaining("port " + other.port() + " (money) is taken");
        }
    }

    @Test
    void over_relays_each_process_has_ways_of_its_own_that_can_be_cut() throws Exception {
        Shape small = Shape.WHOLE.of(Set.of("money", "banking")).overRelays();
        try (Stack stack = Stack.start(options(Ports.free()).shaped(small))) {
            int toMoney = stack.way("banking", "money");
            assertThat(toMoney).isNotEqualTo(stack.port("money"));
            assertThat(environmentOf(stack, "banking"))
                    .contains("MYPAY_MONEY_PORT=" + toMoney)
                    .contains("localhost:" + stack.way("banking", "postgres") + "/banking")
                    .contains("MYPAY_KAFKA=localhost:" + stack.way("banking", "kafka"));
            assertThat(topicsSeenBy(stack, "banking")).contains("mypay.money.recharge.v1");

            stack.network().link("banking", "money").cut();
            assertThatThrownBy(() -> environmentAt(toMoney)).isInstanceOf(IOException.class);
            stack.network().heal();
            assertThat(environmentAt(toMoney)).contains("MYPAY_PORT=" + stack.port("money"));
        }
    }

    /** A client is sent back to where it came in, or this would go round the relay. */
    private static Set<String> topicsSeenBy(Stack stack, String process) throws Exception {
        Map<String, Object> client =
                Map.of("bootstrap.servers", "localhost:" + stack.way(process, "kafka"));
        try (Admin admin = Admin.create(client)) {
            assertThat(admin.describeCluster().nodes().get())
                    .extracting(Node::port)
                    .containsExactly(stack.way(process, "kafka"));
            return admin.listTopics().names().get();
        }
    }

    private static void assertTold(Stack stack) throws IOException {
        StackState state = StackState.read(stack.stateFile()).orElseThrow();
        assertThat(state.phase()).isEqualTo(StackState.Phase.READY);
        assertThat(state.isRunning()).isTrue();
        assertThat(state.processes())
                .hasSize(9)
                .extracting(ProcessState::state)
                .containsOnly("READY");
        assertThat(state.staffPassword()).isEqualTo(stack.staffPassword()).hasSize(64);
        assertThat(Files.getPosixFilePermissions(stack.stateFile())).hasSize(2);
    }

    private static void assertRunsTwice(Stack stack) throws Exception {
        Supervised another = stack.startAnother("money");

        assertThat(stack.port("money-2")).isNotEqualTo(stack.port("money"));
        assertThat(environmentOf(stack, "money-2"))
                .contains("MYPAY_PORT=" + stack.port("money-2"))
                .contains("MYPAY_MONEY_PORT=" + stack.port("money"));
        assertHeals(another);
        assertThat(StackState.read(stack.stateFile()).orElseThrow().process("money-2")).isPresent();
        another.stop();
        assertThat(stack.startAnother("money").launch().name()).isEqualTo("money-2");
    }

    private static void assertHeals(Supervised process) throws InterruptedException {
        long before = process.pid();
        process.kill();
        process.awaitReady(SOON);
        assertThat(process.pid()).isNotEqualTo(before);
    }

    private StackOptions options(Ports ports) {
        return new StackOptions(
                home,
                folder.resolve("data"),
                folder.resolve("logs"),
                ports,
                false,
                false,
                Shape.WHOLE,
                _ -> {});
    }

    private static String environmentOf(Stack stack, String service) throws IOException {
        return environmentAt(stack.port(service));
    }

    private static String environmentAt(int port) throws IOException {
        URI uri = URI.create("http://localhost:" + port + "/environment");
        try (InputStream answer = uri.toURL().openStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void fakeApplication(Path jar) throws IOException {
        Files.createDirectories(jar.getParent());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeService.class.getName());
        String entry = FakeService.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                InputStream code = FakeService.class.getResourceAsStream("FakeService.class")) {
            out.putNextEntry(new JarEntry(entry));
            code.transferTo(out);
        }
    }
}
