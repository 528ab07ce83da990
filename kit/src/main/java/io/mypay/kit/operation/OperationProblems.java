package io.mypay.kit.operation;

import io.mypay.kit.refusal.Problem;
import io.mypay.kit.refusal.Problems;
import io.mypay.kit.refusal.Refusal;
import jakarta.enterprise.context.ApplicationScoped;

/** Explains to staff what is refused. */
@ApplicationScoped
class OperationProblems implements Problems {
    @Override
    public boolean explains(Refusal refusal) {
        return refusal instanceof OperationRefusal;
    }

    @Override
    public Problem explain(Refusal refusal) {
        return switch ((OperationRefusal) refusal) {
            case OperationRefusal.MessageOnItsWay() ->
                    Problem.failedPrecondition(
                                    "MESSAGE_ON_ITS_WAY",
                                    "It is not published yet, and will be by itself.")
                            .korean("아직 발행 중인 메시지입니다.");
            case OperationRefusal.MessageDone() ->
                    Problem.failedPrecondition(
                                    "MESSAGE_DONE",
                                    "It was applied or dismissed; nothing is applied twice.")
                            .korean("이미 처리된 메시지입니다.");
            case OperationRefusal.MessageUnreadable() ->
                    Problem.failedPrecondition(
                                    "MESSAGE_UNREADABLE",
                                    "It came without an id of its own and cannot be applied.")
                            .korean("처리할 수 없는 메시지입니다.");
            case OperationRefusal.MessageTooOld(var latest) ->
                    Problem.failedPrecondition(
                                    "MESSAGE_TOO_OLD",
                                    "Its consumers may have forgotten that they applied it.")
                            .with("latest", latest)
                            .korean("다시 발행하기에는 너무 오래된 메시지입니다.");
            case OperationRefusal.MessageNotDead(var status) ->
                    Problem.failedPrecondition(
                                    "MESSAGE_NOT_DEAD", "Only a dead letter can be dismissed.")
                            .with("status", status)
                            .korean("실패한 메시지만 종결할 수 있습니다.");
        };
    }
}
