package io.mypay.kit.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.LocalizedMessage;
import com.google.rpc.PreconditionFailure;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.mypay.kit.refusal.Problem;
import io.mypay.kit.refusal.Problems;
import io.mypay.kit.refusal.Refusal;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Problems as google.rpc.Status, the one shape in which every error leaves a service (AIP-193). */
@ApplicationScoped
public class Statuses {
    private final List<Problems> explanations;
    private final String domain;

    Statuses(
            @All List<Problems> explanations,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.explanations = explanations;
        this.domain = "mypay." + service;
    }

    public StatusRuntimeException of(Refusal refusal) {
        for (var problems : explanations) {
            if (problems.explains(refusal)) {
                return of(problems.explain(refusal));
            }
        }
        throw new IllegalStateException("nobody explains " + refusal);
    }

    public StatusRuntimeException of(Problem problem) {
        var code = Code.valueOf(problem.kind().name());
        var status =
                Status.newBuilder()
                        .setCode(code.getNumber())
                        .setMessage(problem.message())
                        .addDetails(Any.pack(errorInfo(problem)));
        if (!problem.violations().isEmpty()) {
            status.addDetails(Any.pack(badRequest(problem)));
        }
        if (code == Code.FAILED_PRECONDITION) {
            status.addDetails(Any.pack(preconditionFailure(problem)));
        }
        problem.retryAfter().ifPresent(delay -> status.addDetails(Any.pack(retryInfo(delay))));
        problem.korean().ifPresent(text -> status.addDetails(Any.pack(localized("ko", text))));
        return StatusProto.toStatusRuntimeException(status.build());
    }

    /** A defect of ours: the caller learns nothing of it, the log says all. */
    StatusRuntimeException internal() {
        var info = ErrorInfo.newBuilder().setReason("INTERNAL").setDomain(domain);
        var status =
                Status.newBuilder()
                        .setCode(Code.INTERNAL_VALUE)
                        .setMessage("A defect of MyPay. It is logged and raised.")
                        .addDetails(Any.pack(info.build()));
        return StatusProto.toStatusRuntimeException(status.build());
    }

    /** Whether it was made here, rather than by a neighbour. */
    boolean isOurs(Throwable failure) {
        return Errors.errorInfo(failure)
                .filter(info -> domain.equals(info.getDomain()))
                .isPresent();
    }

    private ErrorInfo errorInfo(Problem problem) {
        return ErrorInfo.newBuilder()
                .setReason(problem.reason())
                .setDomain(domain)
                .putAllMetadata(problem.metadata())
                .build();
    }

    private static Message badRequest(Problem problem) {
        var request = BadRequest.newBuilder();
        for (var violation : problem.violations()) {
            request.addFieldViolationsBuilder()
                    .setField(violation.field())
                    .setDescription(violation.description());
        }
        return request.build();
    }

    private Message preconditionFailure(Problem problem) {
        var failure = PreconditionFailure.newBuilder();
        failure.addViolationsBuilder()
                .setType(problem.reason())
                .setSubject(domain)
                .setDescription(problem.message());
        return failure.build();
    }

    private static Message retryInfo(java.time.Duration delay) {
        var wait =
                Duration.newBuilder().setSeconds(delay.toSeconds()).setNanos(delay.toNanosPart());
        return RetryInfo.newBuilder().setRetryDelay(wait).build();
    }

    private static Message localized(String locale, String text) {
        return LocalizedMessage.newBuilder().setLocale(locale).setMessage(text).build();
    }
}
