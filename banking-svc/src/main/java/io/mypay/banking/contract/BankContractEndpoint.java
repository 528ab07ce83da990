package io.mypay.banking.contract;

import io.mypay.banking.bank.BankCode;
import io.mypay.banking.v1.BankContractService;
import io.mypay.banking.v1.CreateBankContractRequest;
import io.mypay.banking.v1.CreateBankContractResponse;
import io.mypay.banking.v1.GetBankContractRequest;
import io.mypay.banking.v1.GetBankContractResponse;
import io.mypay.banking.v1.ListBankContractsRequest;
import io.mypay.banking.v1.ListBankContractsResponse;
import io.mypay.banking.v1.TerminateBankContractRequest;
import io.mypay.banking.v1.TerminateBankContractResponse;
import io.mypay.kit.auth.Caller;
import io.mypay.kit.idempotency.RequestKey;
import io.mypay.kit.page.PageSize;
import io.mypay.kit.page.PageToken;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** The face of contracts. */
@GrpcService
class BankContractEndpoint implements BankContractService {
    private final BankContracts contracts;

    BankContractEndpoint(BankContracts contracts) {
        this.contracts = contracts;
    }

    @Override
    public Uni<CreateBankContractResponse> createBankContract(CreateBankContractRequest request) {
        var key = RequestKey.of(Caller.current(), request);
        return contracts.create(key, BankContractProtos.agreement(request));
    }

    @Override
    public Uni<TerminateBankContractResponse> terminateBankContract(
            TerminateBankContractRequest request) {
        var key = RequestKey.of(Caller.current(), request);
        return contracts.terminate(key, BankContractId.parse(request.getBankContractId()));
    }

    @Override
    public Uni<GetBankContractResponse> getBankContract(GetBankContractRequest request) {
        return contracts
                .get(BankContractId.parse(request.getBankContractId()))
                .map(BankContractProtos::proto)
                .map(found -> GetBankContractResponse.newBuilder().setBankContract(found).build());
    }

    @Override
    public Uni<ListBankContractsResponse> listBankContracts(ListBankContractsRequest request) {
        var bank = Optional.of(request.getBankCode()).filter(code -> !code.isEmpty());
        var below = PageToken.parse(request.getPageToken(), 1).map(token -> token.uuid(0));
        var size = PageSize.of(request.getPageSize());
        return contracts.page(bank.map(BankCode::new), below, size).map(found -> page(found, size));
    }

    private static ListBankContractsResponse page(List<BankContract> found, PageSize size) {
        var response = ListBankContractsResponse.newBuilder();
        found.stream()
                .limit(size.value())
                .map(BankContractProtos::proto)
                .forEach(response::addBankContracts);
        if (found.size() > size.value()) {
            var last = found.get(size.value() - 1).id().value();
            response.setNextPageToken(PageToken.of(last).encode());
        }
        return response.build();
    }
}
