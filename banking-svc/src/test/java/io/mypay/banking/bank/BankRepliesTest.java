package io.mypay.banking.bank;

import static org.assertj.core.api.Assertions.assertThat;

import io.mypay.banking.bank.BankHttp.Answer;
import io.mypay.kit.money.Money;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BankRepliesTest {
    private static final UUID KEY = new UUID(7, 7);
    private static final String ABOUT_IT = "{\"idempotency_key\":\"" + KEY + "\",";
    private static final BankCommand COMMAND =
            new BankCommand(KEY, account("110111111111"), account("110222222222"), won(1), "memo");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "200 | 'status':'SUCCEEDED','fee':500 | Moved",
                "200 | 'status':'SUCCEEDED' | Silent",
                "200 | 'status':'SUCCEEDED','fee':'500' | Silent",
                "200 | 'status':'DECLINED','decline_reason':'ACCOUNT_CLOSED' | Declined",
                "200 | 'status':'PENDING' | Silent",
                "400 | 'code':'INVALID_AMOUNT' | Rejected",
                "409 | 'code':'IDEMPOTENCY_KEY_REUSED' | KeyReused",
                "404 | 'code':'NO_SUCH_COMMAND','window_seconds':10 | Rejected",
                "408 | 'x':1 | Silent",
                "429 | 'x':1 | Silent",
                "500 | 'status':'SUCCEEDED','fee':500 | Silent",
                "503 | 'x':1 | Silent"
            })
    void whatever_is_not_clearly_a_yes_or_a_no_is_silence(int status, String body, String reply) {
        var answer = new Answer(status, json(body));
        assertThat(BankReplies.toCommand(answer, COMMAND).getClass().getSimpleName())
                .isEqualTo(reply);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "200 | 'status':'SUCCEEDED','fee':0 | Moved",
                "200 | 'status':'DECLINED' | Declined",
                "404 | 'code':'NO_SUCH_COMMAND','window_seconds':10 | NeverHeard",
                "404 | 'code':'NO_SUCH_COMMAND' | Silent",
                "404 | 'code':'NO_SUCH_PAGE' | Silent",
                "400 | 'code':'INVALID_KEY' | Silent",
                "502 | 'x':1 | Silent"
            })
    void only_the_banks_own_denial_counts_as_one(int status, String body, String reply) {
        var answer = new Answer(status, json(body));
        assertThat(BankReplies.toInquiry(answer, KEY.toString()).getClass().getSimpleName())
                .isEqualTo(reply);
    }

    @ParameterizedTest
    @CsvSource({"SUCCEEDED", "DECLINED"})
    void an_answer_about_another_command_is_no_answer(String status) {
        var other = new JsonObject().put("idempotency_key", new UUID(8, 8).toString());
        var answer = new Answer(200, other.put("status", status).put("fee", 500));
        assertThat(BankReplies.toCommand(answer, COMMAND)).isInstanceOf(BankReply.Silent.class);
    }

    @ParameterizedTest
    @CsvSource({"INSUFFICIENT_FUNDS, INSUFFICIENT_FUNDS", "Kim's account 110123456789, DECLINED"})
    void only_what_looks_like_a_reason_goes_on_to_callers(String reason, String told) {
        var body = json("'status':'DECLINED'").put("decline_reason", reason);
        assertThat(BankReplies.toCommand(new Answer(200, body), COMMAND))
                .isEqualTo(new BankReply.Declined(told));
    }

    @ParameterizedTest
    @CsvSource({"10, 10", "0, 0"})
    void fee_and_window_are_read_as_they_are(int sent, int read) {
        var moved = json("'status':'SUCCEEDED'").put("fee", sent);
        assertThat(BankReplies.toCommand(new Answer(200, moved), COMMAND))
                .isEqualTo(new BankReply.Moved(won(read)));
        var denied = json("'code':'NO_SUCH_COMMAND'").put("window_seconds", sent);
        assertThat(BankReplies.toInquiry(new Answer(404, denied), KEY.toString()))
                .isEqualTo(new BankReply.NeverHeard(Duration.ofSeconds(read)));
    }

    private static JsonObject json(String body) {
        return new JsonObject(ABOUT_IT + body.replace('\'', '"') + "}");
    }

    private static Money won(long amount) {
        return Money.krw(amount);
    }

    private static BankAccount account(String number) {
        return new BankAccount(new BankCode("088"), new AccountNumber(number));
    }
}
