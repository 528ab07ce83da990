package io.mypay.kit.observability;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.logging.Handler;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.Logger;
import org.jboss.logmanager.formatters.JsonFormatter;

/** In production each log line is one JSON object, with the trace id and all of the MDC in it. */
@ApplicationScoped
public class JsonLog {
    private final boolean wanted;

    JsonLog(@ConfigProperty(name = "mypay.log-json") boolean wanted) {
        this.wanted = wanted;
    }

    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        if (wanted) {
            format(Logger.getLogger("").getHandlers());
        }
    }

    private static void format(Handler[] handlers) {
        for (var handler : handlers) {
            if (handler instanceof ExtHandler parent) {
                format(parent.getHandlers());
            }
            handler.setFormatter(new JsonFormatter());
        }
    }
}
