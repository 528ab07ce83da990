package io.mypay.bank.fault;

import io.mypay.bank.agreement.Agreements;
import io.mypay.bank.http.Field;
import io.mypay.bank.language.BankCode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;

/** Sets, shows and takes away what goes wrong at a bank. */
@Path("/admin/banks/{bank}/faults")
public final class FaultEndpoint {
    private final Agreements agreements;
    private final Faults faults;

    FaultEndpoint(Agreements agreements, Faults faults) {
        this.agreements = agreements;
        this.faults = faults;
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public FaultBody set(String bank, String json) {
        BankCode code = code(bank);
        faults.set(code, FaultBody.read(json));
        return FaultBody.of(faults.get(code));
    }

    @GET
    public FaultBody get(String bank) {
        return FaultBody.of(faults.get(code(bank)));
    }

    @DELETE
    public void clear(String bank) {
        faults.clear(code(bank));
    }

    private BankCode code(String bank) {
        return agreements.at(Field.read("bank", bank, BankCode::new)).bank();
    }
}
