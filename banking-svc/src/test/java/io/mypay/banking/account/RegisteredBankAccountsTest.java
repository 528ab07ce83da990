package io.mypay.banking.account;

import static io.mypay.banking.Callers.aBank;
import static io.mypay.banking.Callers.aRegistration;
import static io.mypay.banking.Callers.accountsAs;
import static io.mypay.banking.Callers.anAccount;
import static io.mypay.banking.FakeMembership.aSuspendedMember;
import static io.mypay.banking.FakeMembership.aWithdrawnMember;
import static io.mypay.banking.FakeMembership.anActiveMember;
import static io.mypay.banking.FakeMembership.nobody;
import static io.mypay.kit.testing.TestClient.errorOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import io.mypay.banking.FakeBank;
import io.mypay.banking.FakeBank.Fault;
import io.mypay.banking.Rows;
import io.mypay.banking.Surroundings;
import io.mypay.banking.v1.BankingServiceGrpc;
import io.mypay.banking.v1.GetRegisteredBankAccountRequest;
import io.mypay.banking.v1.ListRegisteredBankAccountsRequest;
import io.mypay.banking.v1.RegisterBankAccountRequest;
import io.mypay.banking.v1.RegisteredBankAccount;
import io.mypay.kit.auth.Role;
import io.mypay.kit.testing.AtOnce;
import io.mypay.kit.testing.GrpcErrors;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.kit.testing.TestClient;
import io.mypay.type.v1.BankAccount;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Surroundings.class)
class RegisteredBankAccountsTest {
    @Inject Rows rows;

    private final FakeBank bank = aBank();
    private final UUID member = anActiveMember();

    @Test
    void a_member_links_an_account_and_sees_it_masked() {
        var account = anAccount(bank);
        var linked = register(aRegistration(member, account));
        assertThat(linked.getState()).isEqualTo(RegisteredBankAccount.State.STATE_REGISTERED);
        assertThat(linked.getIsDefault()).isTrue();
        assertThat(linked.getBankAccount().getAccountNumber()).isEqualTo(masked(account));
        assertThat(get(TestClient.as(member, Role.MEMBER), linked)).isEqualTo(linked);
    }

    @Test
    void the_first_account_is_the_default_and_all_are_listed_newest_first() {
        var first = register(aRegistration(member, anAccount(bank)));
        var second = register(aRegistration(member, anAccount(bank)));
        var request = ListRegisteredBankAccountsRequest.newBuilder();
        var listed =
                accountsAs(member)
                        .listRegisteredBankAccounts(
                                request.setMembershipId(member.toString()).build());
        assertThat(listed.getRegisteredBankAccountsList()).containsExactly(second, first);
        assertThat(second.getIsDefault()).isFalse();
    }

    @Test
    void of_two_first_accounts_at_once_exactly_one_is_the_default() throws InterruptedException {
        Callable<RegisteredBankAccount> register =
                () -> register(aRegistration(member, anAccount(bank)));
        var calls = AtOnce.times(4, register);
        assertThat(calls.errors()).isEmpty();
        assertThat(calls.answers()).filteredOn(RegisteredBankAccount::getIsDefault).hasSize(1);
    }

    @Test
    void an_account_is_linked_once_even_when_asked_for_at_once() throws InterruptedException {
        var account = anAccount(bank);
        Callable<RegisteredBankAccount> register = () -> register(aRegistration(member, account));
        var calls = AtOnce.times(4, register);
        assertThat(calls.answers()).hasSize(1);
        assertThat(calls.reasons()).containsExactly("BANK_ACCOUNT_ALREADY_REGISTERED");
        assertThat(linked()).isEqualTo(1);
    }

    @Test
    void another_member_may_link_the_same_account() {
        var account = anAccount(bank);
        var mine = register(aRegistration(member, account));
        var other = anActiveMember();
        var theirs =
                accountsAs(other)
                        .registerBankAccount(aRegistration(other, account).build())
                        .getRegisteredBankAccount();
        assertThat(theirs.getRegisteredBankAccountId())
                .isNotEqualTo(mine.getRegisteredBankAccountId());
    }

    @Test
    void a_replay_gets_the_first_answer_even_when_the_bank_is_away() {
        var request = aRegistration(member, anAccount(bank)).build();
        var client = TestClient.as(member, Role.MEMBER);
        var stub = client.stub(BankingServiceGrpc::newBlockingStub);
        var first = stub.registerBankAccount(request);
        bank.with(Fault.DOWN);
        assertThat(stub.registerBankAccount(request)).isEqualTo(first);
        assertThat(client.trailer("idempotency-replayed")).isEqualTo("true");
        var other = request.toBuilder().setHolderName("Somebody else").build();
        assertThat(errorOf(() -> stub.registerBankAccount(other)).reason())
                .isEqualTo("REQUEST_ID_REUSED");
        assertThat(linked()).isEqualTo(1);
    }

    @Test
    void what_membership_or_the_bank_does_not_confirm_is_refused_and_leaves_nothing() {
        var account = anAccount(bank);
        assertRefused(
                as(aSuspendedMember(), account), Code.FAILED_PRECONDITION, "MEMBERSHIP_NOT_ACTIVE");
        assertRefused(
                as(aWithdrawnMember(), account), Code.FAILED_PRECONDITION, "MEMBERSHIP_NOT_ACTIVE");
        assertRefused(as(nobody(), account), Code.NOT_FOUND, "NOT_FOUND");
        assertRefused(
                as(member, account).setHolderName("Lee Young-hee"),
                Code.FAILED_PRECONDITION,
                "HOLDER_NAME_MISMATCH");
        assertRefused(
                as(member, numbered("99999999999")),
                Code.FAILED_PRECONDITION,
                "BANK_ACCOUNT_NOT_VALID");
        bank.account("88888888888", "-");
        assertRefused(
                as(member, numbered("88888888888")),
                Code.FAILED_PRECONDITION,
                "BANK_ACCOUNT_NOT_VALID");
        assertRefused(
                as(member, anAccount(FakeBank.open())),
                Code.FAILED_PRECONDITION,
                "BANK_CONTRACT_NOT_VALID");
        assertThat(linked()).isZero();
    }

    @Test
    void a_bank_that_is_away_makes_it_unavailable_and_the_same_request_succeeds_later() {
        var request = aRegistration(member, anAccount(bank));
        bank.with(Fault.DOWN);
        var error = refused(request);
        assertThat(error.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(error.reason()).isEqualTo("BANK_UNAVAILABLE");
        assertThat(error.retry()).isPresent();
        bank.with(Fault.NONE);
        assertThat(register(request).getIsDefault()).isTrue();
    }

    @Test
    void members_reach_only_their_own_accounts() {
        var linked = register(aRegistration(member, anAccount(bank)));
        var stranger = anActiveMember();
        assertThat(errorOf(() -> get(TestClient.as(stranger, Role.MEMBER), linked)).reason())
                .isEqualTo("NOT_YOURS");
        var list =
                ListRegisteredBankAccountsRequest.newBuilder().setMembershipId(member.toString());
        assertThat(
                        errorOf(() -> accountsAs(stranger).listRegisteredBankAccounts(list.build()))
                                .reason())
                .isEqualTo("NOT_YOURS");
        var theirs = aRegistration(member, anAccount(bank)).build();
        assertThat(errorOf(() -> accountsAs(stranger).registerBankAccount(theirs)).code())
                .isEqualTo(Code.PERMISSION_DENIED);
        assertThat(get(TestClient.as("settlement", Role.SERVICE), linked)).isEqualTo(linked);
    }

    @Test
    void malformed_requests_name_their_fields() {
        var error =
                refused(
                        aRegistration(member, numbered("12-34"))
                                .setHolderName("")
                                .setRequestId("not-a-uuid"));
        assertThat(error.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(error.fields())
                .containsExactlyInAnyOrder(
                        "request_id", "bank_account.account_number", "holder_name");
    }

    private static RegisterBankAccountRequest.Builder as(UUID member, BankAccount account) {
        return aRegistration(member, account);
    }

    private static RegisteredBankAccount register(RegisterBankAccountRequest.Builder request) {
        return accountsAs(UUID.fromString(request.getMembershipId()))
                .registerBankAccount(request.build())
                .getRegisteredBankAccount();
    }

    private static GrpcErrors refused(RegisterBankAccountRequest.Builder request) {
        return errorOf(() -> register(request));
    }

    private static void assertRefused(
            RegisterBankAccountRequest.Builder request, Code code, String reason) {
        var error = refused(request);
        assertThat(List.of(error.code(), error.reason())).isEqualTo(List.of(code, reason));
    }

    private BankAccount numbered(String number) {
        return BankAccount.newBuilder().setBankCode(bank.code()).setAccountNumber(number).build();
    }

    private static String masked(BankAccount account) {
        var number = account.getAccountNumber();
        return "*".repeat(number.length() - 4) + number.substring(number.length() - 4);
    }

    private static RegisteredBankAccount get(TestClient client, RegisteredBankAccount account) {
        var request = GetRegisteredBankAccountRequest.newBuilder();
        return client.stub(BankingServiceGrpc::newBlockingStub)
                .getRegisteredBankAccount(
                        request.setRegisteredBankAccountId(account.getRegisteredBankAccountId())
                                .build())
                .getRegisteredBankAccount();
    }

    private long linked() {
        return rows.count(
                "SELECT count(*) FROM registered_bank_account WHERE membership_id = ?", member);
    }
}
