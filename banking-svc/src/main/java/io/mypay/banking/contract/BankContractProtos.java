package io.mypay.banking.contract;

import com.google.protobuf.Timestamp;
import io.mypay.banking.bank.BankAddress;
import io.mypay.banking.bank.BankCode;
import io.mypay.banking.v1.BankContract.State;
import io.mypay.banking.v1.CreateBankContractRequest;
import io.mypay.banking.v1.CreateBankContractResponse;
import io.mypay.banking.v1.TerminateBankContractResponse;
import io.mypay.kit.grpc.Protos;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Contracts as messages. */
final class BankContractProtos {
    private BankContractProtos() {}

    static Agreement agreement(CreateBankContractRequest request) {
        return new Agreement(
                new BankAddress(
                        new BankCode(request.getBankCode()), endpoint(request.getEndpoint())),
                request.getBankName(),
                Protos.money("fee", request.getFee()),
                Protos.money("daily_limit", request.getDailyLimit()),
                new Period(instant(request.getValidFrom()), instant(request.getValidUntil())));
    }

    static CreateBankContractResponse created(BankContract contract) {
        return CreateBankContractResponse.newBuilder().setBankContract(proto(contract)).build();
    }

    static TerminateBankContractResponse terminated(BankContract contract) {
        return TerminateBankContractResponse.newBuilder().setBankContract(proto(contract)).build();
    }

    static io.mypay.banking.v1.BankContract proto(BankContract contract) {
        var agreement = contract.agreement();
        return io.mypay.banking.v1.BankContract.newBuilder()
                .setBankContractId(contract.id().toString())
                .setBankCode(agreement.address().bank().value())
                .setBankName(agreement.bankName())
                .setEndpoint(agreement.address().endpoint().toString())
                .setFee(Protos.proto(agreement.fee()))
                .setDailyLimit(Protos.proto(agreement.dailyLimit()))
                .setValidFrom(Protos.proto(agreement.period().from()))
                .setValidUntil(Protos.proto(agreement.period().until()))
                .setState(state(contract))
                .setCreateTime(Protos.proto(contract.createdAt()))
                .build();
    }

    private static State state(BankContract contract) {
        return switch (contract) {
            case BankContract.Active _ -> State.STATE_ACTIVE;
            case BankContract.Terminated _ -> State.STATE_TERMINATED;
        };
    }

    // PostgreSQL keeps microseconds; an answer must not say more than what can be read again.
    private static Instant instant(Timestamp time) {
        return Protos.instant(time).truncatedTo(ChronoUnit.MICROS);
    }

    private static URI endpoint(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException _) {
            throw new Refused(new Common.InvalidField("endpoint", "must be an http or https URL"));
        }
    }
}
