package io.mypay.kit.grpc;

import io.grpc.Deadline;
import java.util.Optional;

/**
 * The call being served: its method, who calls, until when, and the trailers its answer will carry.
 */
public final class RunningCall {
    private static final CallLocal<RunningCall> CURRENT = new CallLocal<>("running-call");

    private final String method;
    private final Trailers trailers = new Trailers();
    private volatile String caller = "anonymous";
    private volatile Optional<Deadline> deadline = Optional.empty();

    RunningCall(String method) {
        this.method = method;
    }

    /** Empty outside of calls, in scheduled work and consumers. */
    public static Optional<RunningCall> current() {
        return CURRENT.get();
    }

    /** The full name of the method, such as {@code mypay.money.v1.MoneyService/RequestRecharge}. */
    public String method() {
        return method;
    }

    public Trailers trailers() {
        return trailers;
    }

    /** The subject of the caller's token, for the log. */
    public String caller() {
        return caller;
    }

    public void calledBy(String subject) {
        caller = subject;
    }

    Optional<Deadline> deadline() {
        return deadline;
    }

    void endsBy(Deadline time) {
        deadline = Optional.of(time);
    }

    void attach() {
        CURRENT.put(this);
    }
}
