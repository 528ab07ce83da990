package io.mypay.bank.fault;

import io.mypay.bank.http.Connections;
import io.mypay.bank.language.BankCode;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** Stands before everything a bank serves: a bank that is down answers nothing at all. */
final class DownFilter {
    private static final Logger LOG = Logger.getLogger(DownFilter.class);
    private static final Pattern OF_A_BANK = Pattern.compile("/banks/([0-9]{3})/.*");
    private static final int FIRST = 1000;

    private final Faults faults;

    DownFilter(Faults faults) {
        this.faults = faults;
    }

    void register(@Observes Filters filters) {
        filters.register(this::pass, FIRST);
    }

    private void pass(RoutingContext context) {
        Optional<BankCode> bank = bank(context.normalizedPath());
        if (bank.isPresent() && faults.takeDown(bank.get())) {
            LOG.infof("cut bank=%s method=%s fault=down", bank.get(), context.request().method());
            Connections.cut(context.request());
            return;
        }
        context.next();
    }

    private static Optional<BankCode> bank(String path) {
        Matcher matcher = OF_A_BANK.matcher(path);
        return matcher.matches() ? Optional.of(new BankCode(matcher.group(1))) : Optional.empty();
    }
}
