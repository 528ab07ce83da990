package io.mypay.bank.transfer;

import io.mypay.bank.agreement.Agreements;
import io.mypay.bank.fault.Fault;
import io.mypay.bank.fault.Faults;
import io.mypay.bank.http.Connections;
import io.mypay.bank.http.Field;
import io.mypay.bank.http.Problem;
import io.mypay.bank.language.BankCode;
import io.mypay.bank.language.IdempotencyKey;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;

/** Takes commands and questions about them, and lets the faults happen around them. */
@Path("/banks/{bank}/transfers")
@RunOnVirtualThread
public final class TransferEndpoint {
    private static final Logger LOG = Logger.getLogger(TransferEndpoint.class);

    private final Agreements agreements;
    private final Transfers transfers;
    private final Faults faults;

    TransferEndpoint(Agreements agreements, Transfers transfers, Faults faults) {
        this.agreements = agreements;
        this.transfers = transfers;
        this.faults = faults;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response command(
            String bank,
            @HeaderParam("Idempotency-Key") String key,
            String json,
            @Context HttpServerRequest request) {
        BankCode commanded = agreements.at(Field.read("bank", bank, BankCode::new)).bank();
        Fault fault = faults.takeForCommand(commanded);
        if (fault.httpStatus().isPresent()) {
            return broken(commanded, fault, fault.httpStatus().get());
        }
        IdempotencyKey named = Field.read("Idempotency-Key", key, IdempotencyKey::parse);
        Command command = CommandBody.read(commanded, named, json);
        Outcome outcome = transfers.execute(command, fault.declineReason());
        log(outcome, fault);
        // The latency and the cut come after the deed: the caller cannot know that it is done.
        fault.delay();
        if (fault.failAfterTransfer()) {
            Connections.cutBeforeAnswer(request);
        }
        return Response.ok(TransferAnswer.of(outcome)).build();
    }

    @GET
    @Path("/{key}")
    public TransferAnswer inquire(String bank, String key) {
        BankCode asked = Field.read("bank", bank, BankCode::new);
        IdempotencyKey named = Field.read("idempotency_key", key, IdempotencyKey::parse);
        return TransferAnswer.of(transfers.inquire(asked, named));
    }

    private static Response broken(BankCode bank, Fault fault, int status) {
        LOG.infof("command bank=%s answered=%d fault=%s", bank, status, fault);
        fault.delay();
        return Problem.response(status, Problem.of("FAULT", "the bank fails on demand"));
    }

    private static void log(Outcome outcome, Fault fault) {
        Command command = outcome.command();
        LOG.infof(
                "command bank=%s key=%s from=%s to=%s amount=%d outcome=%s transfer=%s fault=%s",
                command.bank(),
                command.key(),
                command.from(),
                command.to(),
                command.amount().value(),
                switch (outcome) {
                    case Outcome.Succeeded _ -> "SUCCEEDED";
                    case Outcome.Declined declined -> "DECLINED:" + declined.reason();
                },
                outcome.id(),
                fault);
    }
}
