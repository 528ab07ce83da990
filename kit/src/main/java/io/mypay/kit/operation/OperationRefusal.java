package io.mypay.kit.operation;

import io.mypay.kit.refusal.Refusal;
import java.time.Instant;

/** What is refused to staff; the names are those of {@code mypay.operation.v1.Reason}. */
public sealed interface OperationRefusal extends Refusal {
    /** Not published yet, and will be by itself. */
    record MessageOnItsWay() implements OperationRefusal {}

    /** Applied or dismissed, and never again. */
    record MessageDone() implements OperationRefusal {}

    /** It came without an id of its own. */
    record MessageUnreadable() implements OperationRefusal {}

    /** Its consumers may have forgotten that they applied it. */
    record MessageTooOld(Instant latest) implements OperationRefusal {}

    /** Only dead letters are dismissed. */
    record MessageNotDead(Status status) implements OperationRefusal {}
}
