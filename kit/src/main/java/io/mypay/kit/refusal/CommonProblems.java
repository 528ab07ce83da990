package io.mypay.kit.refusal;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Explains what all services refuse. */
@ApplicationScoped
public class CommonProblems implements Problems {
    private static final Duration SOON = Duration.ofMillis(200);
    private static final Duration LATER = Duration.ofSeconds(1);

    @Override
    public boolean explains(Refusal refusal) {
        return refusal instanceof Common;
    }

    @Override
    public Problem explain(Refusal refusal) {
        return switch ((Common) refusal) {
            case Common.RequestIdReused() ->
                    Problem.alreadyExists(
                            "REQUEST_ID_REUSED",
                            "This request_id was used for a request with other content.");
            case Common.RequestInProgress() ->
                    Problem.aborted(
                                    "REQUEST_IN_PROGRESS",
                                    "The first call with this request_id is still running.")
                            .retryAfter(SOON);
            case Common.InvalidField(var field, var description) ->
                    Problem.invalidArgument("INVALID_FIELD", field + " " + description)
                            .violation(field, description);
            case Common.PageTokenInvalid() ->
                    Problem.invalidArgument(
                                    "PAGE_TOKEN_INVALID", "The page token is not of this list.")
                            .violation("page_token", "is not one that this list gave");
            case Common.NotYours() ->
                    Problem.permissionDenied("NOT_YOURS", "This belongs to another member.")
                            .korean("본인의 것만 이용할 수 있습니다.");
            case Common.RoleMissing() ->
                    Problem.permissionDenied("ROLE_MISSING", "No role of yours may do this.")
                            .korean("이 기능을 이용할 권한이 없습니다.");
            case Common.Unauthenticated(var proof) -> unauthenticated(proof);
            case Common.NotFound(var resource, var id) ->
                    Problem.notFound("NOT_FOUND", "There is no such " + resource + ".")
                            .with("kind", resource)
                            .with("id", id);
            case Common.Overloaded(var delay) ->
                    Problem.resourceExhausted("OVERLOADED", "Too much at once; try again later.")
                            .retryAfter(delay)
                            .korean("요청이 많습니다. 잠시 후 다시 시도해 주세요.");
            case Common.StorageUnavailable() ->
                    Problem.unavailable("STORAGE_UNAVAILABLE", "The database does not answer.")
                            .retryAfter(LATER)
                            .korean("잠시 후 다시 시도해 주세요.");
            case Common.NeighbourUnavailable(var neighbour) ->
                    Problem.unavailable(
                                    "NEIGHBOUR_UNAVAILABLE", "A needed service does not answer.")
                            .with("neighbour", neighbour)
                            .retryAfter(LATER)
                            .korean("잠시 후 다시 시도해 주세요.");
            case Common.Leaving() ->
                    Problem.unavailable("LEAVING", "This instance is ending; ask again.")
                            .retryAfter(SOON)
                            .korean("잠시 후 다시 시도해 주세요.");
            case Common.DeadlineExceeded() ->
                    Problem.deadlineExceeded(
                            "DEADLINE_EXCEEDED", "There was not enough time left to finish.");
        };
    }

    private static Problem unauthenticated(Common.Proof proof) {
        return switch (proof) {
            case MISSING ->
                    Problem.unauthenticated("TOKEN_MISSING", "Send authorization: Bearer <token>.")
                            .korean("로그인이 필요합니다.");
            case EXPIRED ->
                    Problem.unauthenticated("TOKEN_INVALID", "The token has expired; refresh it.")
                            .with("token", "expired")
                            .korean("로그인이 만료되었습니다.");
            case INVALID ->
                    Problem.unauthenticated(
                                    "TOKEN_INVALID", "The token is not a valid one of MyPay.")
                            .korean("로그인이 필요합니다.");
        };
    }
}
