package io.mypay.banking.bank;

import io.mypay.banking.bank.BankHttp.Answer;
import io.mypay.kit.money.Money;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what banks answer. Whatever is not clearly a yes or a no is silence. */
final class BankReplies {
    private static final Pattern REASON = Pattern.compile("[A-Z][A-Z0-9_]{0,99}");
    // The bank says that the request itself is wrong, hence that it did nothing with it.
    private static final Set<Integer> REJECTED = Set.of(400, 404, 405, 413, 415, 422);

    private BankReplies() {}

    static BankReply toCommand(Answer answer, BankCommand command) {
        if (answer.status() == 200) {
            return outcome(answer.body(), command.key().toString());
        }
        if (answer.status() == 409) {
            return new BankReply.KeyReused();
        }
        if (REJECTED.contains(answer.status())) {
            return new BankReply.Rejected(code(answer.body(), "code", "HTTP_" + answer.status()));
        }
        return new BankReply.Silent("HTTP " + answer.status());
    }

    static BankReply toInquiry(Answer answer, String key) {
        if (answer.status() == 200) {
            return outcome(answer.body(), key);
        }
        if (answer.status() == 404
                && "NO_SUCH_COMMAND".equals(answer.body().getValue("code"))
                && answer.body().getValue("window_seconds") instanceof Number seconds) {
            return new BankReply.NeverHeard(Duration.ofSeconds(seconds.longValue()));
        }
        return new BankReply.Silent("HTTP " + answer.status());
    }

    static AccountReply toAccountCheck(Answer answer) {
        if (answer.status() == 200
                && answer.body().getValue("status") instanceof String status
                && answer.body().getValue("holder_name") instanceof String holder) {
            return status.equals("OPEN")
                    ? new AccountReply.Open(holder)
                    : new AccountReply.NotOpen();
        }
        var code = answer.body().getValue("code");
        if (answer.status() == 404 && "NO_SUCH_ACCOUNT".equals(code)) {
            return new AccountReply.NotOpen();
        }
        return new AccountReply.Silent("HTTP " + answer.status());
    }

    // An answer about another command would be worse than none.
    private static BankReply outcome(JsonObject body, String key) {
        if (!key.equals(body.getValue("idempotency_key"))) {
            return new BankReply.Silent("an answer to another command");
        }
        var status = body.getValue("status");
        if ("SUCCEEDED".equals(status) && body.getValue("fee") instanceof Number fee) {
            return new BankReply.Moved(Money.krw(fee.longValue()));
        }
        return "DECLINED".equals(status)
                ? new BankReply.Declined(code(body, "decline_reason", "DECLINED"))
                : new BankReply.Silent("an answer without an outcome");
    }

    /** Only what looks like a reason goes on to our callers. */
    private static String code(JsonObject body, String field, String otherwise) {
        return body.getValue(field) instanceof String text && REASON.matcher(text).matches()
                ? text
                : otherwise;
    }
}
