package io.mypay.bank.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.mypay.bank.language.Refusal;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** How a "no" looks on the wire; what does not belong to it is left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(String code, String message, String field, Long windowSeconds) {
    public static Problem of(String code, String message) {
        return new Problem(code, message, null, null);
    }

    public static Response response(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Malformed(String field, String message) ->
                    response(400, new Problem("MALFORMED", field + " " + message, field, null));
            case Refusal.NoSuchBank(var bank) ->
                    response(404, of("NO_SUCH_BANK", "there is no bank " + bank));
            case Refusal.NoSuchAccount(var account) ->
                    response(404, of("NO_SUCH_ACCOUNT", "there is no account " + account));
            case Refusal.NoSuchCommand(long seconds) -> response(404, noSuchCommand(seconds));
            case Refusal.AccountExists(var account) ->
                    response(409, of("ACCOUNT_EXISTS", "there is already an account " + account));
            case Refusal.IdempotencyKeyReused() ->
                    response(
                            409,
                            of("IDEMPOTENCY_KEY_REUSED", "this key belongs to another command"));
        };
    }

    public static Response response(int status, Problem problem) {
        return Response.status(status).type(MediaType.APPLICATION_JSON).entity(problem).build();
    }

    private static Problem noSuchCommand(long seconds) {
        return new Problem(
                "NO_SUCH_COMMAND",
                "this command is unknown, and will never be executed after " + seconds + " seconds",
                null,
                seconds);
    }
}
