package io.mypay.banking.firmbanking;

import io.mypay.banking.bank.BankReply;
import io.mypay.banking.contract.BankContractId;
import io.mypay.kit.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One command to a bank: Requested → Sent → Succeeded | Failed | Unknown, Unknown → Succeeded |
 * Failed.
 *
 * <p>Sent is recorded before the bank is called, so what is only Requested was certainly not sent
 * and may still fail for reasons of ours. What is Sent was perhaps sent: from there only the bank's
 * word leads on. Unknown waits for that word, and the command is never given again.
 */
public sealed interface Firmbanking {
    Command command();

    Instant changedAt();

    State state();

    enum State {
        REQUESTED,
        SENT,
        SUCCEEDED,
        FAILED,
        UNKNOWN
    }

    default boolean isFinal() {
        return switch (this) {
            case Requested _, InFlight _ -> false;
            case Succeeded _, Failed _ -> true;
        };
    }

    record Requested(Command command, Instant changedAt) implements Firmbanking {
        /** Under the contract that holds now, which may be a later one than when it was asked. */
        public Sent send(BankContractId contract, Instant now) {
            return new Sent(command.under(contract), now);
        }

        /** Nothing was sent, so the "no" can be ours. */
        public Failed refuse(FailureReason reason, Instant now) {
            return new Failed(command, reason.name(), now);
        }

        @Override
        public State state() {
            return State.REQUESTED;
        }
    }

    /** The bank may have acted or may yet act. */
    sealed interface InFlight extends Firmbanking {
        /** Since when the bank says that it never heard of the command. */
        Optional<Instant> unheardSince();

        /** Waiting for the bank's word, from now on or still. */
        Unknown await(Optional<Instant> unheard, Instant now);

        default Firmbanking conclude(BankReply reply, Instant now) {
            return switch (reply) {
                case BankReply.Moved(var fee) -> new Succeeded(command(), fee, now);
                case BankReply.Declined(var reason) -> new Failed(command(), reason, now);
                case BankReply.Rejected(_) -> fail(FailureReason.REJECTED_BY_BANK, now);
                case BankReply.NeverHeard(var window) -> neverHeard(window, now);
                case BankReply.KeyReused(), BankReply.Silent(_) -> await(unheardSince(), now);
            };
        }

        // The window runs from the bank's first denial; only after it a command on some late way
        // to the bank can no longer arrive in time.
        private Firmbanking neverHeard(Duration window, Instant now) {
            var since = unheardSince().orElse(now);
            return now.isAfter(since.plus(window))
                    ? fail(FailureReason.NOT_RECEIVED_BY_BANK, now)
                    : await(Optional.of(since), now);
        }

        private Failed fail(FailureReason reason, Instant now) {
            return new Failed(command(), reason.name(), now);
        }
    }

    record Sent(Command command, Instant changedAt) implements InFlight {
        @Override
        public Optional<Instant> unheardSince() {
            return Optional.empty();
        }

        @Override
        public Unknown await(Optional<Instant> unheard, Instant now) {
            return new Unknown(command, unheard, now);
        }

        @Override
        public State state() {
            return State.SENT;
        }
    }

    record Unknown(Command command, Optional<Instant> unheardSince, Instant changedAt)
            implements InFlight {
        @Override
        public Unknown await(Optional<Instant> unheard, Instant now) {
            return new Unknown(command, unheard, changedAt);
        }

        @Override
        public State state() {
            return State.UNKNOWN;
        }
    }

    /** The bank moved the cash and took the fee. */
    record Succeeded(Command command, Money fee, Instant changedAt) implements Firmbanking {
        public Succeeded {
            if (fee.isNegative()) {
                throw new IllegalArgumentException("a fee is not negative");
            }
        }

        @Override
        public State state() {
            return State.SUCCEEDED;
        }
    }

    /** The bank did not move it and never will. */
    record Failed(Command command, String reason, Instant changedAt) implements Firmbanking {
        public Failed {
            Objects.requireNonNull(reason, "reason");
            if (reason.isEmpty()) {
                throw new IllegalArgumentException("a failure has a reason");
            }
        }

        @Override
        public State state() {
            return State.FAILED;
        }
    }
}
