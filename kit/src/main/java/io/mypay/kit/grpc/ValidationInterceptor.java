package io.mypay.kit.grpc;

import build.buf.protovalidate.ValidationResult;
import build.buf.protovalidate.Validator;
import build.buf.protovalidate.ValidatorFactory;
import build.buf.protovalidate.exceptions.ValidationException;
import com.google.protobuf.Message;
import io.grpc.ForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.mypay.kit.refusal.Problem;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.inject.spi.Prioritized;
import jakarta.inject.Singleton;

/** Refuses requests that break the rules of their proto, with every offending field. */
@GlobalInterceptor
@Singleton
public class ValidationInterceptor implements ServerInterceptor, Prioritized {
    private final Validator validator = ValidatorFactory.newBuilder().build();
    private final Statuses statuses;

    ValidationInterceptor(Statuses statuses) {
        this.statuses = statuses;
    }

    @Override
    public int getPriority() {
        return Order.VALIDATION;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        return new ForwardingServerCallListener.SimpleForwardingServerCallListener<>(
                next.startCall(call, headers)) {
            private boolean refused;

            @Override
            public void onMessage(Q request) {
                var result = validate((Message) request);
                if (result.isSuccess()) {
                    super.onMessage(request);
                    return;
                }
                refused = true;
                Calls.close(call, statuses.of(problem(result)));
            }

            // The call is closed; its service would take a missing message for an error of its own.
            @Override
            public void onHalfClose() {
                if (!refused) {
                    super.onHalfClose();
                }
            }
        };
    }

    /** Compiles the rules of a message ahead of its first use, which takes tens of milliseconds. */
    void prepare(Message example) {
        var _ = validate(example);
    }

    private ValidationResult validate(Message request) {
        try {
            return validator.validate(request);
        } catch (ValidationException e) {
            throw new IllegalStateException(
                    "the rules of " + request.getDescriptorForType().getFullName(), e);
        }
    }

    private static Problem problem(ValidationResult result) {
        var problem = Problem.invalidArgument("INVALID_FIELD", "The request is malformed.");
        for (var violation : result.toProto().getViolationsList()) {
            var path = FieldPaths.text(violation.getField());
            problem = problem.violation(path, violation.getMessage());
        }
        return problem;
    }
}
