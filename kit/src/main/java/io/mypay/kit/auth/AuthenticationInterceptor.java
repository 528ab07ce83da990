package io.mypay.kit.auth;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.mypay.kit.auth.Verification.KeyUnknown;
import io.mypay.kit.auth.Verification.Rejected;
import io.mypay.kit.auth.Verification.Verified;
import io.mypay.kit.grpc.Calls;
import io.mypay.kit.grpc.Failures;
import io.mypay.kit.grpc.Order;
import io.mypay.kit.grpc.RunningCall;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.inject.spi.Prioritized;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Finds out who calls, and whether the access table lets them. */
@GlobalInterceptor
@Singleton
public class AuthenticationInterceptor implements ServerInterceptor, Prioritized {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final String SCHEME = "Bearer ";

    private final AccessTable table;
    private final Tokens tokens;
    private final Keys keys;
    private final Failures failures;

    AuthenticationInterceptor(AccessTable table, Tokens tokens, Keys keys, Failures failures) {
        this.table = table;
        this.tokens = tokens;
        this.keys = keys;
        this.failures = failures;
    }

    @Override
    public int getPriority() {
        return Order.AUTHENTICATION;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (Calls.isInfrastructure(call)) {
            return next.startCall(call, headers);
        }
        var verification = verify(headers);
        if (!(verification instanceof KeyUnknown)) {
            return admit(verification, call, headers, next);
        }
        // The key may be a new one: the call waits until the keys have been fetched again.
        var held = new HeldCall<Q>();
        var context = Context.current();
        var _ =
                keys.refresh()
                        .thenRun(() -> held.release(context, () -> admitLate(call, headers, next)));
        return held;
    }

    private <Q, A> ServerCall.Listener<Q> admitLate(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        try {
            return admit(verify(headers), call, headers, next);
        } catch (RuntimeException e) {
            return refuse(call, e);
        }
    }

    private <Q, A> ServerCall.Listener<Q> admit(
            Verification verification,
            ServerCall<Q, A> call,
            Metadata headers,
            ServerCallHandler<Q, A> next) {
        var access = table.of(call.getMethodDescriptor().getFullMethodName());
        name(verification);
        return switch (verification) {
            case Verified(var caller, _) when access.allows(caller) ->
                    serve(caller, call, headers, next);
            // A stale token must not keep anybody from logging in.
            case Rejected _, KeyUnknown _ when access.allows(Caller.ANONYMOUS) ->
                    serve(Caller.ANONYMOUS, call, headers, next);
            case Verified _ -> refuse(call, new Refused(new Common.RoleMissing()));
            case Rejected(var proof) ->
                    refuse(call, new Refused(new Common.Unauthenticated(proof)));
            case KeyUnknown _ -> refuse(call, new Refused(keyUnknown()));
        };
    }

    private static <Q, A> ServerCall.Listener<Q> serve(
            Caller caller, ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        caller.attach();
        return next.startCall(call, headers);
    }

    private Common keyUnknown() {
        return keys.areLoaded()
                ? new Common.Unauthenticated(Common.Proof.INVALID)
                : new Common.NeighbourUnavailable("membership");
    }

    private Verification verify(Metadata headers) {
        var authorization = headers.get(AUTHORIZATION);
        if (authorization == null) {
            return new Rejected(Common.Proof.MISSING);
        }
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return new Rejected(Common.Proof.INVALID);
        }
        return tokens.verify(authorization.substring(SCHEME.length()).strip(), Instant.now());
    }

    /** For the log, which also wants to know who was refused. */
    private static void name(Verification verification) {
        if (verification instanceof Verified(var caller, _)) {
            RunningCall.current().ifPresent(call -> call.calledBy(caller.subject()));
        }
    }

    private <Q, A> ServerCall.Listener<Q> refuse(ServerCall<Q, A> call, RuntimeException reason) {
        Calls.close(call, failures.transform(reason));
        return Calls.ended();
    }
}
