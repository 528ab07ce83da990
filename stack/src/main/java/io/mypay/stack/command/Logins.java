package io.mypay.stack.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.mypay.stack.StackState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Who a person at the keyboard can be. Staff is known from the start; the member and the merchant
 * are made once per data folder, see {@link Seeding}, and written to {@code run/logins.json}:
 * {@code {"member": {"login", "password", "membership_id"}, "merchant": {…}}}.
 */
record Logins(Login member, Login merchant, Login staff) {

    /** One login; staff have no membership. */
    record Login(String login, String password, String membershipId) {}

    static final List<String> ROLES = List.of("member", "merchant", "staff");

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

    static Path fileBeside(Path stateFile) {
        return stateFile.resolveSibling("logins.json");
    }
}
