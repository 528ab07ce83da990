package io.mypay.e2e.chaos;

import com.google.protobuf.Message;
import io.mypay.e2e.MyPay;
import java.util.Optional;
import java.util.function.Function;

/**
 * Something a client asked MyPay to do, noted before it asked. Open → accepted, with what it made,
 * or refused, with the reason; it stays open when nobody ever answered.
 */
final class Command {

    /** What was asked for. */
    enum Kind {
        RECHARGE,
        REMITTANCE,
        PAYMENT,
        REFUND,
        SETTLEMENT_RUN,
        CONFIRMATION,
        PAYOUT_RETRY
    }

    private final Kind kind;
    private final String requestId;
    private final Person who;
    private final long won;
    private final Function<MyPay, Message> call;
    private String madeId = "";
    private String refusal = "";

    /**
     * @param won how much; zero where the command names no amount
     * @param call sends it, always with the same request_id, and gives the resource it made
     */
    Command(Kind kind, String requestId, Person who, long won, Function<MyPay, Message> call) {
        this.kind = kind;
        this.requestId = requestId;
        this.who = who;
        this.won = won;
        this.call = call;
    }

    Kind kind() {
        return kind;
    }

    String requestId() {
        return requestId;
    }

    Person who() {
        return who;
    }

    long won() {
        return won;
    }

    /** Sends it, for the first time or again. */
    Message ask(MyPay calls) {
        return call.apply(calls);
    }

    synchronized void accepted(String id) {
        madeId = id;
    }

    synchronized void refused(String reason) {
        refusal = reason;
    }

    /** The id of what it made; empty unless it was accepted. */
    synchronized Optional<String> madeId() {
        return madeId.isEmpty() ? Optional.empty() : Optional.of(madeId);
    }

    synchronized boolean isOpen() {
        return madeId.isEmpty() && refusal.isEmpty();
    }

    @Override
    public synchronized String toString() {
        return "%s %s of %s, %d won: %s"
                .formatted(
                        kind,
                        requestId,
                        who.name(),
                        won,
                        isOpen() ? "open" : madeId.isEmpty() ? refusal : madeId);
    }
}
