package io.mypay.banking.bank;

import io.mypay.kit.money.Money;
import java.time.Duration;

/** What a bank said about a command, when it was given or asked about. */
public sealed interface BankReply {
    /** Why the command is not ended by it, in a few words for staff; empty where it is. */
    default String why() {
        return switch (this) {
            case Moved _, Declined _, Rejected _ -> "";
            case KeyReused() -> "KEY_REUSED";
            case NeverHeard _ -> "NOT_RECEIVED_BY_BANK";
            case Silent(var cause) -> "NO_ANSWER " + cause;
        };
    }

    /** The cash moved, and the bank took its fee. */
    record Moved(Money fee) implements BankReply {}

    /** The bank will not move it. */
    record Declined(String reason) implements BankReply {}

    /** The bank did not understand the command, so it did nothing: a defect of ours. */
    record Rejected(String code) implements BankReply {}

    /** The key belongs to another command: a defect of ours. It says nothing about this one. */
    record KeyReused() implements BankReply {}

    /**
     * The bank knows no such command. One that arrives later than the window, counted from the
     * first time it said so, it will never execute.
     */
    record NeverHeard(Duration window) implements BankReply {}

    /** No answer, or none that can be understood. The cash may have moved. */
    record Silent(String cause) implements BankReply {}
}
