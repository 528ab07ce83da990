package io.mypay.banking.firmbanking;

import static io.mypay.banking.Callers.aBank;
import static io.mypay.banking.Callers.aContract;
import static io.mypay.banking.Callers.aDeposit;
import static io.mypay.banking.Callers.aRegistration;
import static io.mypay.banking.Callers.aService;
import static io.mypay.banking.Callers.aWithdrawal;
import static io.mypay.banking.Callers.accountsAs;
import static io.mypay.banking.Callers.anAccount;
import static io.mypay.banking.Callers.contractWith;
import static io.mypay.banking.Callers.current;
import static io.mypay.banking.Callers.firmbankingsAs;
import static io.mypay.banking.Callers.registered;
import static io.mypay.banking.Callers.request;
import static io.mypay.banking.Callers.staffOfContracts;
import static io.mypay.banking.FakeMembership.anActiveMember;
import static io.mypay.kit.testing.TestClient.errorOf;
import static io.mypay.kit.testing.TestClient.requestId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Status.Code;
import io.mypay.banking.FakeBank;
import io.mypay.banking.FakeBank.Fault;
import io.mypay.banking.Rows;
import io.mypay.banking.Surroundings;
import io.mypay.banking.v1.Firmbanking;
import io.mypay.banking.v1.Firmbanking.State;
import io.mypay.banking.v1.FirmbankingDirection;
import io.mypay.banking.v1.FirmbankingFailed;
import io.mypay.banking.v1.FirmbankingServiceGrpc;
import io.mypay.banking.v1.FirmbankingSucceeded;
import io.mypay.banking.v1.GetFirmbankingRequest;
import io.mypay.banking.v1.ListFirmbankingsRequest;
import io.mypay.banking.v1.ListFirmbankingsResponse;
import io.mypay.banking.v1.RequestFirmbankingRequest;
import io.mypay.banking.v1.TerminateBankContractRequest;
import io.mypay.banking.v1.WatchFirmbankingRequest;
import io.mypay.kit.auth.Role;
import io.mypay.kit.grpc.Protos;
import io.mypay.kit.money.Money;
import io.mypay.kit.testing.AtOnce;
import io.mypay.kit.testing.GrpcErrors;
import io.mypay.kit.testing.PlatformResource;
import io.mypay.kit.testing.TestClient;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(Surroundings.class)
class FirmbankingRequestsTest {
    @Inject Rows rows;

    private final FakeBank bank = aBank();
    private final UUID member = anActiveMember();

    @Test
    void a_withdrawal_succeeds_at_once_with_the_banks_fee_and_one_event() {
        var done = request(aWithdrawal(member, registered(member, bank), 50_000));
        assertThat(done.getState()).isEqualTo(State.STATE_SUCCEEDED);
        assertThat(done.getFee().getMinorUnits()).isEqualTo(FakeBank.FEE);
        assertThat(done.getBankAccount().getAccountNumber()).startsWith("*********");
        assertThat(bank.moved()).isEqualTo(50_000);
        assertThat(rows.events(FirmbankingSucceeded.class, done.getOriginId())).isEqualTo(1);
        assertThat(rows.committed(bank.code())).isEqualTo(50_000);
    }

    @Test
    void a_deposit_goes_to_any_account_of_a_bank_with_a_contract() {
        var done = request(aDeposit(member, anAccount(bank), 15_000));
        assertThat(done.getState()).isEqualTo(State.STATE_SUCCEEDED);
        assertThat(bank.moved()).isEqualTo(15_000);
    }

    @Test
    void the_fee_is_what_the_bank_took_even_when_something_else_was_agreed() {
        bank.takes(700);
        var done = request(aDeposit(member, anAccount(bank), 15_000));
        assertThat(done.getFee().getMinorUnits()).isEqualTo(700);
    }

    @Test
    void what_the_bank_declines_fails_with_its_reason_and_gives_the_limit_back() {
        bank.with(Fault.DECLINE);
        var failed = request(aDeposit(member, anAccount(bank), 15_000));
        assertThat(failed.getState()).isEqualTo(State.STATE_FAILED);
        assertThat(failed.getFailureReason()).isEqualTo("INSUFFICIENT_FUNDS");
        assertThat(failed.hasFee()).isFalse();
        assertThat(rows.events(FirmbankingFailed.class, failed.getOriginId())).isEqualTo(1);
        assertThat(rows.committed(bank.code())).isZero();
    }

    @Test
    void a_replay_finds_the_firmbanking_where_it_stands_now() {
        var asked = aDeposit(member, anAccount(bank), 15_000);
        var first = request(asked);
        var client = TestClient.as("remittance", Role.SERVICE);
        var stub = client.stub(FirmbankingServiceGrpc::newBlockingStub);
        assertThat(stub.requestFirmbanking(asked.build()).getFirmbanking()).isEqualTo(first);
        assertThat(client.trailer("idempotency-replayed")).isEqualTo("true");
        assertThat(bank.commands()).isEqualTo(1);
        assertThat(refused(asked.setAmount(Protos.proto(Money.krw(1)))).reason())
                .isEqualTo("REQUEST_ID_REUSED");
    }

    @Test
    void asking_again_for_an_origin_finds_its_firmbanking_unless_something_else_is_asked() {
        var asked = aDeposit(member, anAccount(bank), 15_000);
        var first = request(asked);
        assertThat(request(asked.setRequestId(requestId()))).isEqualTo(first);
        var other = asked.setRequestId(requestId()).setAmount(Protos.proto(Money.krw(1)));
        var error = refused(other);
        assertThat(error.code()).isEqualTo(Code.ALREADY_EXISTS);
        assertThat(error.reason()).isEqualTo("ORIGIN_REUSED");
        assertThat(bank.moved()).isEqualTo(15_000);
    }

    @Test
    void one_origin_asked_for_by_many_at_once_is_one_firmbanking() throws InterruptedException {
        var asked = aDeposit(member, anAccount(bank), 15_000).build();
        var calls =
                IntStream.range(0, 12)
                        .mapToObj(_ -> asked.toBuilder().setRequestId(requestId()))
                        .map(one -> (Callable<Firmbanking>) () -> request(one))
                        .toList();
        var answers = AtOnce.call(calls);
        assertThat(answers.errors()).isEmpty();
        assertThat(answers.answers().stream().map(Firmbanking::getFirmbankingId).distinct())
                .hasSize(1);
        await().untilAsserted(() -> assertThat(bank.moved()).isEqualTo(15_000));
        assertThat(bank.commands()).isEqualTo(1);
        assertThat(rows.firmbankingsOf(member)).isEqualTo(1);
    }

    @Test
    void one_request_sent_by_many_at_once_is_one_firmbanking() throws InterruptedException {
        var asked = aDeposit(member, anAccount(bank), 15_000);
        Callable<Firmbanking> call = () -> request(asked);
        var answers = AtOnce.times(8, call);
        assertThat(answers.answers()).isNotEmpty();
        assertThat(answers.reasons()).isSubsetOf("REQUEST_IN_PROGRESS");
        assertThat(rows.firmbankingsOf(member)).isEqualTo(1);
        assertThat(bank.commands()).isEqualTo(1);
    }

    @Test
    void of_commands_that_together_exceed_the_daily_limit_only_as_many_as_fit_are_recorded()
            throws InterruptedException {
        var calls =
                Stream.generate(() -> aDeposit(member, anAccount(bank), 300_000))
                        .map(one -> (Callable<Firmbanking>) () -> request(one))
                        .limit(8)
                        .toList();
        var answers = AtOnce.call(calls);
        assertThat(answers.answers()).hasSize(3);
        assertThat(answers.reasons()).containsExactly("BANK_DAILY_LIMIT_EXCEEDED");
        assertThat(rows.firmbankingsOf(member)).isEqualTo(3);
        assertThat(rows.committed(bank.code())).isEqualTo(900_000);
        assertThat(bank.moved()).isEqualTo(900_000);
    }

    @Test
    void what_cannot_be_done_is_refused_and_leaves_nothing() {
        var linked = registered(member, bank);
        var account = anAccount(bank);
        assertRefused(
                aDeposit(member, anAccount(FakeBank.open()), 1_000),
                Code.FAILED_PRECONDITION,
                "BANK_CONTRACT_NOT_VALID");
        assertRefused(
                aDeposit(member, account, 1_000_001),
                Code.FAILED_PRECONDITION,
                "BANK_DAILY_LIMIT_EXCEEDED");
        assertRefused(
                aDeposit(member, account, Long.MAX_VALUE),
                Code.FAILED_PRECONDITION,
                "BANK_DAILY_LIMIT_EXCEEDED");
        assertRefused(
                aWithdrawal(member, UUID.randomUUID().toString(), 1_000),
                Code.FAILED_PRECONDITION,
                "NO_REGISTERED_BANK_ACCOUNT");
        assertRefused(
                aWithdrawal(anActiveMember(), linked, 1_000),
                Code.FAILED_PRECONDITION,
                "NO_REGISTERED_BANK_ACCOUNT");
        var dollars = io.mypay.type.v1.Money.newBuilder().setCurrencyCode("USD").setMinorUnits(1);
        assertRefused(
                aDeposit(member, account, 1).setAmount(dollars),
                Code.FAILED_PRECONDITION,
                "CURRENCY_NOT_SUPPORTED");
        assertRefused(
                aDeposit(member, account, 1)
                        .setDirection(FirmbankingDirection.FIRMBANKING_DIRECTION_WITHDRAW),
                Code.INVALID_ARGUMENT,
                "INVALID_FIELD");
        assertThat(rows.firmbankingsOf(member)).isZero();
        assertThat(rows.committed(bank.code())).isZero();
        assertThat(bank.commands()).isZero();
    }

    @Test
    void malformed_requests_name_their_fields() {
        var error = refused(aDeposit(member, anAccount(bank), 0).setOriginId("x"));
        assertThat(error.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(error.fields()).containsExactlyInAnyOrder("origin_id", "amount");
    }

    @Test
    void an_expired_contract_sends_nothing() {
        var expired = FakeBank.open();
        var contract = aContract(expired);
        var now = Protos.instant(contract.getValidFrom()).plus(Duration.ofHours(1));
        staffOfContracts().createBankContract(contract.setValidUntil(Protos.proto(now)).build());
        assertRefused(
                aDeposit(member, anAccount(expired), 1_000),
                Code.FAILED_PRECONDITION,
                "BANK_CONTRACT_NOT_VALID");
        assertThat(expired.commands()).isZero();
    }

    @Test
    void a_caller_in_a_hurry_gets_the_state_reached_and_can_watch_the_rest() {
        bank.with(Fault.HOLD);
        var asked = aDeposit(member, anAccount(bank), 15_000);
        var early =
                aService()
                        .withDeadlineAfter(900, TimeUnit.MILLISECONDS)
                        .requestFirmbanking(asked.build())
                        .getFirmbanking();
        assertThat(early.getState()).isEqualTo(State.STATE_SENT);
        bank.with(Fault.NONE);
        assertThat(watch(firmbankingsAs(member), early)).last().isEqualTo(State.STATE_SUCCEEDED);
        bank.release();
        assertThat(bank.moved()).isEqualTo(15_000);
    }

    @Test
    void a_final_firmbanking_is_watched_once() {
        var done = request(aDeposit(member, anAccount(bank), 15_000));
        assertThat(watch(firmbankingsAs(member), done)).containsExactly(State.STATE_SUCCEEDED);
    }

    @Test
    void members_reach_only_their_own() {
        var done = request(aDeposit(member, anAccount(bank), 15_000));
        var stranger = firmbankingsAs(anActiveMember());
        var byId = GetFirmbankingRequest.newBuilder().setFirmbankingId(done.getFirmbankingId());
        assertThat(errorOf(() -> stranger.getFirmbanking(byId.build())).reason())
                .isEqualTo("NOT_YOURS");
        assertThat(errorOf(() -> watch(stranger, done)).reason()).isEqualTo("NOT_YOURS");
        assertThat(errorOf(() -> stranger.listFirmbankings(list().build())).reason())
                .isEqualTo("NOT_YOURS");
        var everybodys = ListFirmbankingsRequest.getDefaultInstance();
        assertThat(errorOf(() -> stranger.listFirmbankings(everybodys)).reason())
                .isEqualTo("NOT_YOURS");
        var byOrigin = GetFirmbankingRequest.newBuilder().setOriginId(done.getOriginId());
        assertThat(firmbankingsAs(member).getFirmbanking(byOrigin.build()).getFirmbanking())
                .isEqualTo(done);
    }

    @Test
    void an_unknown_firmbanking_is_not_found() {
        var unknown = GetFirmbankingRequest.newBuilder().setOriginId(requestId()).build();
        assertThat(errorOf(() -> aService().getFirmbanking(unknown)).code())
                .isEqualTo(Code.NOT_FOUND);
        var watched = WatchFirmbankingRequest.newBuilder().setFirmbankingId(requestId()).build();
        assertThat(errorOf(() -> aService().watchFirmbanking(watched).next()).code())
                .isEqualTo(Code.NOT_FOUND);
    }

    @Test
    void firmbankings_are_listed_newest_first_page_by_page_and_by_state() {
        var made = new ArrayList<Firmbanking>();
        for (int i = 0; i < 3; i++) {
            made.addFirst(request(aDeposit(member, anAccount(bank), 1_000)));
        }
        var first = list(list().setPageSize(2));
        var second = list(list().setPageSize(2).setPageToken(first.getNextPageToken()));
        assertThat(first.getFirmbankingsList()).isEqualTo(made.subList(0, 2));
        assertThat(second.getFirmbankingsList()).isEqualTo(made.subList(2, 3));
        assertThat(second.getNextPageToken()).isEmpty();
        assertThat(list(list().setState(State.STATE_FAILED)).getFirmbankingsList()).isEmpty();
        assertThat(list(list().setEndTime(made.getLast().getCreateTime())).getFirmbankingsCount())
                .isZero();
        assertThat(list(list().setStartTime(made.getFirst().getCreateTime())).getFirmbankingsList())
                .containsExactly(made.getFirst());
    }

    @Test
    void a_page_token_of_another_kind_is_refused() {
        var error =
                errorOf(() ->
                        firmbankingsAs(member).listFirmbankings(list().setPageToken("x").build()));
        assertThat(error.reason()).isEqualTo("PAGE_TOKEN_INVALID");
    }

    @Test
    void no_account_number_lies_in_any_table() {
        var account = anAccount(bank);
        var linked =
                accountsAs(member)
                        .registerBankAccount(aRegistration(member, account).build())
                        .getRegisteredBankAccount()
                        .getRegisteredBankAccountId();
        var done = request(aWithdrawal(member, linked, 1_000));
        request(aDeposit(member, account, 1_000));
        assertThat(current(done).getState()).isEqualTo(State.STATE_SUCCEEDED);
        var tables =
                rows.texts(
                        """
                        SELECT quote_ident(relname) FROM pg_class
                         WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
                        """);
        assertThat(tables).contains("firmbanking", "registered_bank_account", "request");
        for (var table : tables) {
            assertThat(rowsWith(table, account.getAccountNumber())).as(table).isZero();
        }
        // The search does see into stored answers: there the number lies masked, as may another's
        // with the same end.
        var masked = done.getBankAccount().getAccountNumber();
        assertThat(rowsWith("request", masked)).isGreaterThanOrEqualTo(3);
    }

    // A row's text shows bytes as hex, and so is the number looked for as well.
    private long rowsWith(String table, String text) {
        var like = "SELECT count(*) FROM " + table + " t WHERE strpos(t::text, ?) > 0";
        var hex = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
        return rows.count(like, text) + rows.count(like, hex);
    }

    @Test
    void a_contract_that_ended_sends_nothing_new() {
        var ended = FakeBank.open();
        var contract = contractWith(ended);
        var end = TerminateBankContractRequest.newBuilder();
        staffOfContracts()
                .terminateBankContract(
                        end.setRequestId(requestId())
                                .setBankContractId(contract.getBankContractId())
                                .build());
        assertRefused(
                aDeposit(member, anAccount(ended), 1_000),
                Code.FAILED_PRECONDITION,
                "BANK_CONTRACT_NOT_VALID");
    }

    private ListFirmbankingsRequest.Builder list() {
        return ListFirmbankingsRequest.newBuilder().setMembershipId(member.toString());
    }

    private ListFirmbankingsResponse list(ListFirmbankingsRequest.Builder request) {
        return firmbankingsAs(member).listFirmbankings(request.build());
    }

    private static List<State> watch(
            FirmbankingServiceGrpc.FirmbankingServiceBlockingStub caller, Firmbanking which) {
        var request = WatchFirmbankingRequest.newBuilder();
        request.setFirmbankingId(which.getFirmbankingId());
        var states = new ArrayList<State>();
        caller.watchFirmbanking(request.build())
                .forEachRemaining(answer -> states.add(answer.getFirmbanking().getState()));
        return states;
    }

    private static GrpcErrors refused(RequestFirmbankingRequest.Builder asked) {
        return errorOf(() -> request(asked));
    }

    private static void assertRefused(
            RequestFirmbankingRequest.Builder asked, Code code, String reason) {
        var error = refused(asked);
        assertThat(error.reason()).isEqualTo(reason);
        assertThat(error.code()).isEqualTo(code);
    }
}
