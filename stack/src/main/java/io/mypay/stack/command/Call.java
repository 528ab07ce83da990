package io.mypay.stack.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.mypay.stack.Home;
import io.mypay.stack.OwnerOnly;
import io.mypay.stack.StackState;
import io.mypay.stack.StackState.ProcessState;
import io.mypay.stack.command.Logins.Login;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Calls one RPC of the running stack as one of its three logins, and prints the answer or what was
 * wrong.
 */
final class Call {
    private static final Pattern METHOD = Pattern.compile("mypay\\.([a-z]+)\\.v\\d+\\.\\w+/\\w+");

    /** What every service serves for itself, so that the package does not say whose it is. */
    private static final String EVERYWHERE = "operation";

    private static final String LOGIN = "mypay.membership.v1.AuthService/Login";

    /** A token about to end must not end on its way. */
    private static final Duration EXPIRY_MARGIN = Duration.ofSeconds(30);

    private final Path stateFile;
    private final Buf buf;

    Call(Home home, Path folder) {
        this.stateFile = StackState.fileIn(folder);
        this.buf = new Buf(home.buf());
    }

    int run(List<String> words) throws IOException, InterruptedException {
        Request request = parse(words);
        Logins logins = Logins.read(stateFile);
        Path headers = headers(request.role(), logins.of(request.role()));
        List<String> arguments = List.of("--header", "@" + headers);
        Buf.Answer answer = buf.curl(url(request), arguments, request.json(), true);
        if (answer.isOk()) {
            return 0;
        }
        System.err.println(CallError.inPlainWords(answer.error()));
        return 1;
    }

    private record Request(String method, String json, String role, String service) {}

    private static Request parse(List<String> words) {
        List<String> plain = new ArrayList<>();
        String role = "member";
        String service = "";
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            String next = i + 1 < words.size() ? words.get(i + 1) : "";
            switch (word) {
                case "--as" -> {
                    role = next;
                    i++;
                }
                case "--on" -> {
                    service = next;
                    i++;
                }
                default -> plain.add(word);
            }
        }
        if (plain.isEmpty() || plain.size() > 2) {
            throw CommandFailed.usage(
                    "call needs <package.Service/Method> '<json>' [--as member|merchant|staff]"
                            + " [--on <service>]");
        }
        if (!Logins.ROLES.contains(role)) {
            throw CommandFailed.usage(
                    "nobody is called '" + role + "': --as takes member, merchant or staff");
        }
        return new Request(
                plain.getFirst(), plain.size() == 2 ? plain.get(1) : "{}", role, service);
    }

    private String url(Request request) throws IOException {
        return url(request.method(), request.service());
    }

    /**
     * @param chosen the service; empty where the package says which one has the method
     */
    private String url(String method, String chosen) throws IOException {
        Matcher matcher = METHOD.matcher(method);
        if (!matcher.matches()) {
            throw CommandFailed.usage(
                    "'"
                            + method
                            + "' is no method; one is mypay.money.v1.MoneyService/GetMemberMoney");
        }
        String name = chosen.isEmpty() ? matcher.group(1) : chosen;
        if (name.equals(EVERYWHERE)) {
            throw CommandFailed.usage(
                    "every service has " + method + ": say whose, such as --on money");
        }
        ProcessState service =
                StackState.read(stateFile)
                        .flatMap(state -> state.process(name))
                        .orElseThrow(() ->
                                CommandFailed.usage(
                                        "there is no service " + name + " for " + method));
        return "http://localhost:" + service.port() + "/" + method;
    }

    /**
     * A file with the authorization header, so that the token does not show in the list of
     * processes.
     */
    private Path headers(String role, Login login) throws IOException, InterruptedException {
        Path headers = stateFile.resolveSibling("tokens").resolve(role + ".headers");
        Path expiry = headers.resolveSibling(role + ".expires");
        if (!isFresh(headers, expiry)) {
            JsonNode tokens = login(login);
            OwnerOnly.write(
                    headers, "authorization: Bearer " + tokens.path("accessToken").asText() + "\n");
            OwnerOnly.write(expiry, tokens.path("expireTime").asText());
        }
        return headers;
    }

    private static boolean isFresh(Path headers, Path expiry) throws IOException {
        return Files.exists(headers)
                && Files.exists(expiry)
                && Instant.now()
                        .plus(EXPIRY_MARGIN)
                        .isBefore(Instant.parse(Files.readString(expiry)));
    }

    private JsonNode login(Login login) throws IOException, InterruptedException {
        JsonMapper json = new JsonMapper();
        String body =
                json.createObjectNode()
                        .put("email", login.login())
                        .put("password", login.password())
                        .toString();
        Buf.Answer answer = buf.curl(url(LOGIN, ""), List.of(), body, false);
        if (!answer.isOk()) {
            throw CommandFailed.because(
                    login.login() + " cannot log in: " + CallError.inPlainWords(answer.error()));
        }
        return json.readTree(answer.output()).path("tokens");
    }
}
