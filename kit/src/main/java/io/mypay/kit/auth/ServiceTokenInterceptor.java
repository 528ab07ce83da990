package io.mypay.kit.auth;

import io.grpc.CallCredentials;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.mypay.kit.grpc.Errors;
import io.mypay.membership.v1.AuthServiceGrpc;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Calls to neighbours are made in the service's own name, except the one that gets that name's
 * token.
 */
@GlobalInterceptor
@ApplicationScoped
public class ServiceTokenInterceptor implements ClientInterceptor {
    private static final Logger LOG = Logger.getLogger(ServiceTokenInterceptor.class);
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final ServiceToken token;
    private final boolean hasName;

    ServiceTokenInterceptor(
            ServiceToken token,
            @ConfigProperty(name = "mypay.service-secret") Optional<String> secret) {
        this.token = token;
        this.hasName = secret.isPresent();
        if (!hasName) {
            LOG.warn("MYPAY_SERVICE_SECRET is not set: neighbours will refuse calls from here");
        }
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
            MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        if (!hasName || AuthServiceGrpc.SERVICE_NAME.equals(method.getServiceName())) {
            return next.newCall(method, options);
        }
        return next.newCall(method, options.withCallCredentials(new Credentials()));
    }

    private final class Credentials extends CallCredentials {
        @Override
        public void applyRequestMetadata(
                RequestInfo call, Executor executor, MetadataApplier applier) {
            token.get(Instant.now())
                    .whenComplete((accessToken, failure) -> {
                        if (failure != null) {
                            applier.fail(status(failure));
                            return;
                        }
                        applier.apply(bearer(accessToken));
                    });
        }
    }

    private static Metadata bearer(String accessToken) {
        var headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + accessToken);
        return headers;
    }

    /** UNAVAILABLE, so that the call is made again: without a token it was not made at all. */
    private static Status status(Throwable failure) {
        var cause = failure instanceof CompletionException e ? e.getCause() : failure;
        LOG.warnf("no service token: %s %s", cause, Errors.reason(cause).orElse(""));
        return Status.UNAVAILABLE.withDescription("no service token").withCause(cause);
    }
}
