package io.mypay.e2e.chaos;

import com.google.protobuf.Message;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.mypay.e2e.Errors;
import io.mypay.e2e.MyPay;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Sends commands as a careful client does: notes them first, and where no answer comes it asks
 * again with the same request_id, until it has one or is told to give up.
 */
final class Sender {

    /** They leave it open what became of the command, and so it is asked again. */
    private static final Set<Code> OPEN =
            Set.of(
                    Code.UNAVAILABLE,
                    Code.DEADLINE_EXCEEDED,
                    Code.ABORTED,
                    Code.RESOURCE_EXHAUSTED,
                    Code.CANCELLED,
                    Code.UNAUTHENTICATED);

    /** Refusals that a state of things can explain; the others are somebody's mistake. */
    private static final Set<Code> REFUSED = Set.of(Code.FAILED_PRECONDITION);

    private static final Duration PAUSE_MAX = Duration.ofMillis(800);

    private final Journal journal;
    private final BooleanSupplier givesUp;

    /**
     * @param givesUp asked after every failure: whether there is no sense in asking once more
     */
    Sender(Journal journal, BooleanSupplier givesUp) {
        this.journal = journal;
        this.givesUp = givesUp;
    }

    /** The answer; empty when it was refused, or nobody answered until giving up. */
    Optional<Message> send(Command command, MyPay connections) {
        journal.opened(command);
        return again(command, connections);
    }

    /** Asks for a command that is in the journal already. */
    Optional<Message> again(Command command, MyPay connections) {
        do {
            try {
                Message answer = command.ask(command.who().through(connections));
                compare(command, Made.id(answer));
                return Optional.of(answer);
            } catch (StatusRuntimeException e) {
                if (isFinal(command, e)) {
                    return Optional.empty();
                }
                connections.reconnect();
                LockSupport.parkNanos(
                        ThreadLocalRandom.current().nextLong(PAUSE_MAX.toNanos()) + 50_000_000);
            }
        } while (!givesUp.getAsBoolean());
        return Optional.empty();
    }

    private void compare(Command command, String id) {
        Optional<String> before = command.madeId();
        if (before.isEmpty()) {
            journal.accepted(command, id);
        } else if (!before.get().equals(id)) {
            journal.surprised("TWICE: " + command + " is answered with " + id);
        }
    }

    private boolean isFinal(Command command, StatusRuntimeException e) {
        Code code = Errors.code(e);
        if (code == Code.UNAUTHENTICATED) {
            command.who().forgetToken();
        }
        if (OPEN.contains(code) || Errors.isBrokenConnection(e)) {
            journal.failed(command, code.name(), Errors.describe(e));
            return false;
        }
        if (!REFUSED.contains(code)) {
            journal.surprised(command + " is answered with " + Errors.describe(e));
            journal.failed(command, code.name(), Errors.describe(e));
            return code != Code.INTERNAL && code != Code.UNKNOWN;
        }
        if (command.madeId().isPresent()) {
            journal.surprised("accepted before, refused now: " + command + Errors.describe(e));
        } else {
            journal.refused(command, Errors.reason(e));
        }
        return true;
    }
}
