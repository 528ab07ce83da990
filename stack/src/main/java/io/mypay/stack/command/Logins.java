package io.mypay.stack.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.mypay.stack.Home;
import io.mypay.stack.StackState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Who a person at the keyboard can be. Staff is known from the start; the member and the merchant
 * are made once per data folder by {@code io.mypay.e2e.Seed}, over gRPC, as real people would be,
 * and written to {@code run/logins.json}: {@code {"member": {"login", "password", "membership_id"},
 * "merchant": {…}}}.
 */
record Logins(Login member, Login merchant, Login staff) {

    /** One login; staff have no membership. */
    record Login(String login, String password, String membershipId) {}

    static final List<String> ROLES = List.of("member", "merchant", "staff");

    /** Runs the seed if this data folder has no logins yet. */
    static Logins seeded(Home home, Path stateFile) throws IOException, InterruptedException {
        if (!Files.exists(fileBeside(stateFile))) {
            seed(home, stateFile);
        }
        return read(stateFile);
    }

    private static void seed(Home home, Path stateFile) throws IOException, InterruptedException {
        int exit =
                new ProcessBuilder(
                                Home.java(),
                                "-Xmx96m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                                "-Dmypay.home=" + home.root(),
                                "-cp",
                                home.journeys(),
                                "io.mypay.e2e.Seed",
                                stateFile.toString())
                        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start()
                        .waitFor();
        if (exit != 0) {
            throw CommandFailed.because(
                    "the member and the merchant could not be created; see above");
        }
    }

    static Logins read(Path stateFile) throws IOException {
        StackState state =
                StackState.read(stateFile)
                        .filter(StackState::isRunning)
                        .orElseThrow(() ->
                                CommandFailed.because(
                                        "MyPay is not running; start it with ./mypay up"));
        Path file = fileBeside(stateFile);
        if (!Files.exists(file)) {
            throw CommandFailed.because("MyPay is still starting: there are no logins yet");
        }
        JsonNode people = new JsonMapper().readTree(Files.readString(file));
        return new Logins(
                login(people.path("member")),
                login(people.path("merchant")),
                new Login(state.staffLogin(), state.staffPassword(), ""));
    }

    private static Login login(JsonNode person) {
        return new Login(
                person.path("login").asText(),
                person.path("password").asText(),
                person.path("membership_id").asText());
    }

    Login of(String role) {
        return switch (role) {
            case "member" -> member;
            case "merchant" -> merchant;
            case "staff" -> staff;
            default ->
                    throw CommandFailed.usage(
                            "nobody is called '"
                                    + role
                                    + "': --as takes member, merchant or staff");
        };
    }

    private static Path fileBeside(Path stateFile) {
        return stateFile.resolveSibling("logins.json");
    }
}
