package io.mypay.bank.http;

import io.mypay.bank.language.Refused;
import io.mypay.bank.sql.DatabaseFailed;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The one place where what was thrown becomes an answer. */
final class Problems {
    private static final Logger LOG = Logger.getLogger(Problems.class);

    @ServerExceptionMapper
    Response refused(Refused refused) {
        return Problem.response(refused.refusal());
    }

    @ServerExceptionMapper
    Response databaseFailed(DatabaseFailed failure) {
        if (failure.isPassing()) {
            LOG.warnf("database not available: %s", failure.getMessage());
            return Problem.response(503, Problem.of("UNAVAILABLE", "the bank is busy, ask again"));
        }
        LOG.error("database failed", failure);
        return Problem.response(500, Problem.of("INTERNAL", "the bank failed"));
    }
}
