package io.mypay.banking.bank;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.mypay.banking.bank.BankHttp.Answer;
import io.mypay.kit.gate.Gate;
import io.mypay.kit.gate.Shut;
import io.mypay.kit.gate.Verdict;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Asks banks. A lost answer is a reply like any other, so these never fail for a bank's reasons.
 */
@ApplicationScoped
public class Banks {
    private static final Logger LOG = Logger.getLogger(Banks.class);

    private final BankHttp http;
    private final BankSettings settings;
    private final MeterRegistry meters;
    private final Map<BankCode, Gate> commandGates = new ConcurrentHashMap<>();
    private final Map<BankCode, Gate> inquiryGates = new ConcurrentHashMap<>();
    private final Map<BankCode, Gate> accountGates = new ConcurrentHashMap<>();

    Banks(BankHttp http, BankSettings settings, MeterRegistry meters) {
        this.http = http;
        this.settings = settings;
        this.meters = meters;
    }

    /**
     * The gate through which commands to a bank go. Whoever passes decides inside what to give, so
     * that a command still waits unsent while the gate is shut.
     */
    public Gate commandGate(BankCode bank) {
        return commandGates.computeIfAbsent(bank, this::newGate);
    }

    private Gate newGate(BankCode bank) {
        return new Gate("bank " + bank, settings.limits(), InstantSource.system());
    }

    /** Gives the command to the bank, once. */
    public Uni<BankReply> command(BankAddress bank, BankCommand command) {
        var answer = http.post(bank.url("/transfers"), command.key().toString(), body(command));
        return heard(
                "command",
                bank,
                answer,
                reply -> BankReplies.toCommand(reply, command),
                BankReply.Silent::new);
    }

    /** Asks what became of a command; a bank that stays silent is not asked for a while. */
    public Uni<BankReply> inquire(BankAddress bank, UUID key) {
        return inquiryGates
                .computeIfAbsent(bank.bank(), this::newGate)
                .pass(() -> ask(bank, key), Banks::verdict)
                .onFailure(Shut.class)
                .recoverWithItem(shut -> new BankReply.Silent(shut.getMessage()));
    }

    /** What a reply tells about the bank. */
    public static Verdict verdict(BankReply reply) {
        return reply instanceof BankReply.Silent ? Verdict.SILENT : Verdict.ANSWERED;
    }

    private Uni<BankReply> ask(BankAddress bank, UUID key) {
        return heard(
                "inquiry",
                bank,
                http.get(bank.url("/transfers/" + key)),
                reply -> BankReplies.toInquiry(reply, key.toString()),
                BankReply.Silent::new);
    }

    /** Asks who holds an account; a bank that stays silent is not asked for a while. */
    public Uni<AccountReply> account(BankAddress bank, AccountNumber number) {
        return accountGates
                .computeIfAbsent(bank.bank(), this::newGate)
                .pass(() -> look(bank, number), Banks::verdict)
                .onFailure(Shut.class)
                .recoverWithItem(shut -> new AccountReply.Silent(shut.getMessage()));
    }

    private static Verdict verdict(AccountReply reply) {
        return reply instanceof AccountReply.Silent ? Verdict.SILENT : Verdict.ANSWERED;
    }

    private Uni<AccountReply> look(BankAddress bank, AccountNumber number) {
        return heard(
                "account",
                bank,
                http.get(bank.url("/accounts/" + number.value())),
                BankReplies::toAccountCheck,
                AccountReply.Silent::new);
    }

    private <R> Uni<R> heard(
            String question,
            BankAddress bank,
            Uni<Answer> answer,
            Function<Answer, R> read,
            Function<String, R> silent) {
        return Uni.createFrom()
                .deferred(() -> {
                    var start = System.nanoTime();
                    return answer.map(read)
                            .onFailure()
                            .recoverWithItem(failure -> lost(question, bank, failure, silent))
                            .invoke(reply -> measure(question, bank, reply, start));
                });
    }

    // Only the failure's kind: its message may hold the address, and that an account's number.
    private static <R> R lost(
            String question, BankAddress bank, Throwable failure, Function<String, R> silent) {
        var cause = failure.getClass().getSimpleName();
        LOG.warnf("bank %s gave no answer to a %s: %s", bank.bank(), question, cause);
        return silent.apply(cause);
    }

    private void measure(String question, BankAddress bank, Object reply, long startNanos) {
        meters.timer(
                        "mypay_bank_seconds",
                        Tags.of("bank", bank.bank().value(), "question", question)
                                .and("answer", reply.getClass().getSimpleName()))
                .record(Duration.ofNanos(System.nanoTime() - startNanos));
    }

    private static JsonObject body(BankCommand command) {
        return new JsonObject()
                .put("from", body(command.from()))
                .put("to", body(command.to()))
                .put("currency", command.amount().currency().getCurrencyCode())
                .put("amount", command.amount().minorUnits())
                .put("memo", command.memo());
    }

    private static JsonObject body(BankAccount account) {
        return new JsonObject()
                .put("bank_code", account.bank().value())
                .put("account_number", account.number().value());
    }
}
