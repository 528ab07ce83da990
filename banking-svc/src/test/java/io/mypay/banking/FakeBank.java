package io.mypay.banking;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * A bank of one test's own: it keeps commands by their key, moves each once, and misbehaves as it
 * is told.
 */
public final class FakeBank {
    /** What it does wrong. */
    public enum Fault {
        NONE,
        /** The connection ends before the command is read. */
        CUT_BEFORE,
        /** The command is done, and then the connection ends. */
        CUT_AFTER,
        SERVER_ERROR,
        REJECT,
        KEY_REUSED,
        DECLINE,
        /** The command is done, and the answer waits until {@link #release()}. */
        HOLD,
        /** Every connection ends. */
        DOWN
    }

    public static final long FEE = 500;
    private static final long WINDOW_SECONDS = 1;
    private static final AtomicInteger NEXT_CODE = new AtomicInteger(100);
    private static final Map<String, FakeBank> BANKS = new ConcurrentHashMap<>();
    // JSON by hand: this server's threads do not see the application's classes.
    private static final Pattern AMOUNT = Pattern.compile("\"amount\":([0-9]+)");
    private static final HttpServer SERVER = serve();

    private final String code;
    private final Map<String, String> holders = new ConcurrentHashMap<>();
    private final Map<String, String> outcomes = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> commands = new ConcurrentHashMap<>();
    private final AtomicInteger inquiries = new AtomicInteger();
    private final AtomicLong moved = new AtomicLong();
    private final CountDownLatch held = new CountDownLatch(1);
    private volatile Fault fault = Fault.NONE;
    private volatile long fee = FEE;
    private volatile Runnable meanwhile = () -> {};

    private FakeBank(String code) {
        this.code = code;
    }

    public static FakeBank open() {
        return open(String.valueOf(NEXT_CODE.getAndIncrement()));
    }

    /** The bank of MyPay's own account. */
    public static FakeBank openCorporate() {
        return open(Surroundings.CORPORATE_BANK_CODE);
    }

    private static FakeBank open(String code) {
        var bank = new FakeBank(code);
        BANKS.put(code, bank);
        return bank;
    }

    public String code() {
        return code;
    }

    public String endpoint() {
        return "http://localhost:" + SERVER.getAddress().getPort() + "/banks/" + code;
    }

    public FakeBank with(Fault misbehaviour) {
        fault = misbehaviour;
        return this;
    }

    public FakeBank takes(long won) {
        fee = won;
        return this;
    }

    /** What happens once a command is done and before its answer goes out. */
    public FakeBank meanwhile(Runnable event) {
        meanwhile = event;
        return this;
    }

    /** An account; a holder of "-" stands for a closed one. */
    public void account(String number, String holder) {
        holders.put(number, holder);
    }

    public void release() {
        held.countDown();
    }

    /** How often the command came. */
    public int commands(String key) {
        return Optional.ofNullable(commands.get(key)).map(AtomicInteger::get).orElse(0);
    }

    public int commands() {
        return commands.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    public int inquiries() {
        return inquiries.get();
    }

    /** How much cash it moved in all, in won. */
    public long moved() {
        return moved.get();
    }

    private static HttpServer serve() {
        try {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            var server = HttpServer.create(address, 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/banks/", FakeBank::dispatch);
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void dispatch(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath().split("/", 5);
            BANKS.get(path[2]).handle(exchange, path[3], path.length > 4 ? path[4] : "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void handle(HttpExchange exchange, String collection, String id)
            throws IOException, InterruptedException {
        // Read to its end, or closing the exchange would end the connection and lose the answer.
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (fault == Fault.DOWN) {
            return;
        }
        if (collection.equals("accounts")) {
            account(exchange, id);
        } else if (exchange.getRequestMethod().equals("POST")) {
            command(exchange, body);
        } else {
            inquiry(exchange, id);
        }
    }

    private void account(HttpExchange exchange, String number) throws IOException {
        var holder = holders.get(number);
        if (holder == null) {
            answer(exchange, 404, "{\"code\":\"NO_SUCH_ACCOUNT\"}");
            return;
        }
        var status = holder.equals("-") ? "CLOSED" : "OPEN";
        answer(
                exchange,
                200,
                "{\"status\":\"%s\",\"holder_name\":\"%s\"}".formatted(status, holder));
    }

    private void command(HttpExchange exchange, String body)
            throws IOException, InterruptedException {
        var now = fault;
        var key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        commands.computeIfAbsent(key, _ -> new AtomicInteger()).incrementAndGet();
        switch (now) {
            case CUT_BEFORE, DOWN -> {}
            case SERVER_ERROR -> answer(exchange, 503, "{}");
            case REJECT -> answer(exchange, 400, "{\"code\":\"INVALID_AMOUNT\"}");
            case KEY_REUSED -> answer(exchange, 409, "{\"code\":\"IDEMPOTENCY_KEY_REUSED\"}");
            case DECLINE -> answer(exchange, 200, declined(key));
            case CUT_AFTER -> execute(key, body);
            case HOLD -> {
                var outcome = execute(key, body);
                held.await();
                answer(exchange, 200, outcome);
            }
            case NONE -> {
                var outcome = execute(key, body);
                meanwhile.run();
                answer(exchange, 200, outcome);
            }
        }
    }

    private void inquiry(HttpExchange exchange, String key) throws IOException {
        inquiries.incrementAndGet();
        var outcome = outcomes.get(key);
        if (outcome != null) {
            answer(exchange, 200, outcome);
            return;
        }
        var denial = "{\"code\":\"NO_SUCH_COMMAND\",\"window_seconds\":" + WINDOW_SECONDS + "}";
        answer(exchange, 404, denial);
    }

    private String execute(String key, String body) {
        return outcomes.computeIfAbsent(
                key,
                _ -> {
                    moved.addAndGet(amount(body));
                    return outcome(key, "SUCCEEDED", "\"fee\":" + fee);
                });
    }

    private String declined(String key) {
        var reason = "\"decline_reason\":\"INSUFFICIENT_FUNDS\"";
        return outcomes.computeIfAbsent(key, _ -> outcome(key, "DECLINED", reason));
    }

    private static long amount(String body) {
        var found = AMOUNT.matcher(body);
        if (!found.find()) {
            throw new IllegalArgumentException("no amount in " + body);
        }
        return Long.parseLong(found.group(1));
    }

    private static String outcome(String key, String status, String more) {
        return "{\"idempotency_key\":\"%s\",\"status\":\"%s\",%s}".formatted(key, status, more);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.getResponseBody().close();
    }
}
