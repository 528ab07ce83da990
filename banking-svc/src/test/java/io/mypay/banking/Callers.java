package io.mypay.banking;

import static io.mypay.kit.testing.TestClient.requestId;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.mypay.banking.v1.BankContract;
import io.mypay.banking.v1.BankContractServiceGrpc;
import io.mypay.banking.v1.BankContractServiceGrpc.BankContractServiceBlockingStub;
import io.mypay.banking.v1.BankingServiceGrpc;
import io.mypay.banking.v1.BankingServiceGrpc.BankingServiceBlockingStub;
import io.mypay.banking.v1.CreateBankContractRequest;
import io.mypay.banking.v1.Firmbanking;
import io.mypay.banking.v1.FirmbankingDirection;
import io.mypay.banking.v1.FirmbankingOrigin;
import io.mypay.banking.v1.FirmbankingServiceGrpc;
import io.mypay.banking.v1.FirmbankingServiceGrpc.FirmbankingServiceBlockingStub;
import io.mypay.banking.v1.GetFirmbankingRequest;
import io.mypay.banking.v1.RegisterBankAccountRequest;
import io.mypay.banking.v1.RequestFirmbankingRequest;
import io.mypay.kit.auth.Role;
import io.mypay.kit.grpc.Protos;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.money.Money;
import io.mypay.kit.testing.TestClient;
import io.mypay.type.v1.BankAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Who calls banking in tests, and what they ask for. */
public final class Callers {
    private static final String HOLDER = "Kim Min-su";

    private Callers() {}

    public static BankContractServiceBlockingStub staffOfContracts() {
        return TestClient.as("staff", Role.STAFF).stub(BankContractServiceGrpc::newBlockingStub);
    }

    public static FirmbankingServiceBlockingStub aService() {
        return aService("remittance");
    }

    public static FirmbankingServiceBlockingStub aService(String name) {
        return TestClient.as(name, Role.SERVICE).stub(FirmbankingServiceGrpc::newBlockingStub);
    }

    public static FirmbankingServiceBlockingStub firmbankingsAs(UUID member) {
        return TestClient.as(member, Role.MEMBER).stub(FirmbankingServiceGrpc::newBlockingStub);
    }

    public static BankingServiceBlockingStub accountsAs(UUID member) {
        return TestClient.as(member, Role.MEMBER).stub(BankingServiceGrpc::newBlockingStub);
    }

    /** A contract with the bank, from yesterday until tomorrow. */
    public static CreateBankContractRequest.Builder aContract(FakeBank bank) {
        var now = Instant.now();
        return CreateBankContractRequest.newBuilder()
                .setRequestId(requestId())
                .setBankCode(bank.code())
                .setBankName("Bank " + bank.code())
                .setEndpoint(bank.endpoint())
                .setFee(Protos.proto(Money.krw(FakeBank.FEE)))
                .setDailyLimit(Protos.proto(Money.krw(1_000_000)))
                .setValidFrom(Protos.proto(now.minus(Duration.ofDays(1))))
                .setValidUntil(Protos.proto(now.plus(Duration.ofDays(1))));
    }

    @CanIgnoreReturnValue
    public static BankContract contractWith(FakeBank bank) {
        return staffOfContracts().createBankContract(aContract(bank).build()).getBankContract();
    }

    /** A bank with a contract. */
    public static FakeBank aBank() {
        var bank = FakeBank.open();
        contractWith(bank);
        return bank;
    }

    public static BankAccount anAccount(FakeBank bank) {
        var number = ThreadLocalRandom.current().nextLong(1_000_000_000_000L, 10_000_000_000_000L);
        bank.account(String.valueOf(number), HOLDER);
        return BankAccount.newBuilder()
                .setBankCode(bank.code())
                .setAccountNumber(String.valueOf(number))
                .build();
    }

    /** MyPay's own, kept by the bank for a holder whom tests can register. */
    public static BankAccount theCorporateAccount(FakeBank bank) {
        bank.account(Surroundings.CORPORATE_ACCOUNT_NUMBER, HOLDER);
        return BankAccount.newBuilder()
                .setBankCode(Surroundings.CORPORATE_BANK_CODE)
                .setAccountNumber(Surroundings.CORPORATE_ACCOUNT_NUMBER)
                .build();
    }

    public static RegisterBankAccountRequest.Builder aRegistration(
            UUID member, BankAccount account) {
        return RegisterBankAccountRequest.newBuilder()
                .setRequestId(requestId())
                .setMembershipId(member.toString())
                .setBankAccount(account)
                .setHolderName(HOLDER);
    }

    /** The id of a new registered account of the member. */
    public static String registered(UUID member, FakeBank bank) {
        return accountsAs(member)
                .registerBankAccount(aRegistration(member, anAccount(bank)).build())
                .getRegisteredBankAccount()
                .getRegisteredBankAccountId();
    }

    public static String anOriginId() {
        return Uuid7.next(Instant.now()).toString();
    }

    /** From the member's registered account into the corporate account. */
    public static RequestFirmbankingRequest.Builder aWithdrawal(
            UUID member, String account, long won) {
        return RequestFirmbankingRequest.newBuilder()
                .setRequestId(requestId())
                .setOrigin(FirmbankingOrigin.FIRMBANKING_ORIGIN_RECHARGE)
                .setOriginId(anOriginId())
                .setMembershipId(member.toString())
                .setDirection(FirmbankingDirection.FIRMBANKING_DIRECTION_WITHDRAW)
                .setRegisteredBankAccountId(account)
                .setAmount(Protos.proto(Money.krw(won)));
    }

    /** From the corporate account to any account. */
    public static RequestFirmbankingRequest.Builder aDeposit(
            UUID member, BankAccount account, long won) {
        return RequestFirmbankingRequest.newBuilder()
                .setRequestId(requestId())
                .setOrigin(FirmbankingOrigin.FIRMBANKING_ORIGIN_REMITTANCE)
                .setOriginId(anOriginId())
                .setMembershipId(member.toString())
                .setDirection(FirmbankingDirection.FIRMBANKING_DIRECTION_DEPOSIT)
                .setBankAccount(account)
                .setAmount(Protos.proto(Money.krw(won)));
    }

    /** Asks as the service whose origin it is. */
    public static Firmbanking request(RequestFirmbankingRequest.Builder request) {
        return aService(owner(request.getOrigin()))
                .requestFirmbanking(request.build())
                .getFirmbanking();
    }

    private static String owner(FirmbankingOrigin origin) {
        return switch (origin) {
            case FIRMBANKING_ORIGIN_RECHARGE -> "money";
            case FIRMBANKING_ORIGIN_REMITTANCE -> "remittance";
            case FIRMBANKING_ORIGIN_PAYOUT -> "settlement";
            case FIRMBANKING_ORIGIN_UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalArgumentException("nobody's origin: " + origin);
        };
    }

    public static Firmbanking current(Firmbanking firmbanking) {
        var request = GetFirmbankingRequest.newBuilder();
        return aService()
                .getFirmbanking(request.setFirmbankingId(firmbanking.getFirmbankingId()).build())
                .getFirmbanking();
    }
}
