package io.mypay.banking.contract;

import static io.mypay.banking.Callers.aContract;
import static io.mypay.banking.Callers.contractWith;
import static io.mypay.banking.Callers.staffOfContracts;
import static io.mypay.kit.testing.TestClient.errorOf;
import static io.mypay.kit.testing.TestClient.requestId;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import io.mypay.banking.FakeBank;
import io.mypay.banking.Rows;
import io.mypay.banking.Surroundings;
import io.mypay.banking.v1.BankContract;
import io.mypay.banking.v1.BankContract.State;
import io.mypay.banking.v1.BankContractServiceGrpc;
import io.mypay.banking.v1.CreateBankContractRequest;
import io.mypay.banking.v1.GetBankContractRequest;
import io.mypay.banking.v1.ListBankContractsRequest;
import io.mypay.banking.v1.ListBankContractsResponse;
import io.mypay.banking.v1.TerminateBankContractRequest;
import io.mypay.kit.auth.Role;
import io.mypay.kit.grpc.Protos;
import io.mypay.kit.testing.AtOnce;
import io.mypay.kit.testing.GrpcErrors;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.kit.testing.TestClient;
import io.mypay.type.v1.Money;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Surroundings.class)
class BankContractsTest {
    @Inject Rows rows;

    private final FakeBank bank = FakeBank.open();

    @Test
    void staff_records_a_contract_and_reads_it_again() {
        var recorded = contractWith(bank);
        assertThat(recorded.getState()).isEqualTo(State.STATE_ACTIVE);
        assertThat(recorded.getFee().getMinorUnits()).isEqualTo(FakeBank.FEE);
        var request = GetBankContractRequest.newBuilder();
        request.setBankContractId(recorded.getBankContractId());
        assertThat(staffOfContracts().getBankContract(request.build()).getBankContract())
                .isEqualTo(recorded);
    }

    @Test
    void the_same_request_twice_records_one_contract() {
        var request = aContract(bank).build();
        var client = TestClient.as("staff", Role.STAFF);
        var staff = client.stub(BankContractServiceGrpc::newBlockingStub);
        var first = staff.createBankContract(request);
        assertThat(staff.createBankContract(request)).isEqualTo(first);
        assertThat(client.trailer("idempotency-replayed")).isEqualTo("true");
        assertThat(contracts()).isEqualTo(1);
    }

    @Test
    void the_same_request_id_with_other_content_is_refused() {
        var request = aContract(bank);
        staffOfContracts().createBankContract(request.build());
        var error = refused(request.setBankName("Another name"));
        assertThat(error.code()).isEqualTo(Code.ALREADY_EXISTS);
        assertThat(error.reason()).isEqualTo("REQUEST_ID_REUSED");
    }

    @Test
    void a_bank_has_one_contract_at_a_time_even_when_several_are_recorded_at_once()
            throws InterruptedException {
        Callable<BankContract> record = () -> contractWith(bank);
        var calls = AtOnce.times(6, record);
        assertThat(calls.answers()).hasSize(1);
        assertThat(calls.reasons()).containsExactly("BANK_CONTRACT_OVERLAPS");
        assertThat(contracts()).isEqualTo(1);
    }

    @Test
    void a_contract_may_follow_another() {
        var first = contractWith(bank);
        var until = Protos.instant(first.getValidUntil());
        var next =
                aContract(bank)
                        .setValidFrom(first.getValidUntil())
                        .setValidUntil(Protos.proto(until.plus(Duration.ofDays(1))));
        staffOfContracts().createBankContract(next.build());
        assertThat(contracts()).isEqualTo(2);
    }

    @Test
    void an_empty_period_is_refused_with_its_field() {
        var request = aContract(bank);
        var error = refused(request.setValidUntil(request.getValidFrom()));
        assertThat(error.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(error.reason()).isEqualTo("CONTRACT_PERIOD_EMPTY");
        assertThat(error.fields()).containsExactly("valid_until");
        assertThat(contracts()).isZero();
    }

    @Test
    void what_no_bank_would_sign_is_refused_with_its_field() {
        var dollars = Money.newBuilder().setCurrencyCode("USD").setMinorUnits(5).build();
        assertThat(refused(aContract(bank).setFee(dollars)).reason())
                .isEqualTo("CURRENCY_NOT_SUPPORTED");
        assertThat(refused(aContract(bank).setEndpoint("ftp://bank.example/")).fields())
                .containsExactly("endpoint");
        assertThat(refused(aContract(bank).setBankCode("12")).fields())
                .containsExactly("bank_code");
        assertThat(contracts()).isZero();
    }

    @Test
    void an_ended_contract_makes_room_and_ending_it_again_changes_nothing() {
        var contract = contractWith(bank);
        var ended = terminate(contract);
        assertThat(ended.getState()).isEqualTo(State.STATE_TERMINATED);
        assertThat(terminate(contract)).isEqualTo(ended);
        assertThat(contractWith(bank).getState()).isEqualTo(State.STATE_ACTIVE);
    }

    @Test
    void an_unknown_contract_is_not_found() {
        var request = GetBankContractRequest.newBuilder().setBankContractId(requestId()).build();
        var error = errorOf(() -> staffOfContracts().getBankContract(request));
        assertThat(error.code()).isEqualTo(Code.NOT_FOUND);
        assertThat(error.reason()).isEqualTo("NOT_FOUND");
    }

    @Test
    void contracts_are_listed_newest_first_page_by_page() {
        var now = Instant.now();
        for (int year = 1; year <= 3; year++) {
            var from = now.plus(Duration.ofDays(365L * year));
            var request =
                    aContract(bank)
                            .setValidFrom(Protos.proto(from))
                            .setValidUntil(Protos.proto(from.plus(Duration.ofDays(1))));
            staffOfContracts().createBankContract(request.build());
        }
        var first = page("");
        var second = page(first.getNextPageToken());
        assertThat(first.getBankContractsCount()).isEqualTo(2);
        assertThat(second.getBankContractsCount()).isEqualTo(1);
        assertThat(second.getNextPageToken()).isEmpty();
        assertThat(first.getBankContracts(0).getValidFrom().getSeconds())
                .isGreaterThan(second.getBankContracts(0).getValidFrom().getSeconds());
    }

    private ListBankContractsResponse page(String token) {
        var request = ListBankContractsRequest.newBuilder().setBankCode(bank.code());
        return staffOfContracts()
                .listBankContracts(request.setPageSize(2).setPageToken(token).build());
    }

    private static BankContract terminate(BankContract contract) {
        var request = TerminateBankContractRequest.newBuilder().setRequestId(requestId());
        return staffOfContracts()
                .terminateBankContract(
                        request.setBankContractId(contract.getBankContractId()).build())
                .getBankContract();
    }

    private static GrpcErrors refused(CreateBankContractRequest.Builder request) {
        return errorOf(() -> staffOfContracts().createBankContract(request.build()));
    }

    private long contracts() {
        return rows.count("SELECT count(*) FROM bank_contract WHERE bank_code = ?", bank.code());
    }
}
