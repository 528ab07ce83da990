package io.mypay.e2e;

import com.google.protobuf.Timestamp;
import com.google.type.PostalAddress;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.mypay.banking.v1.CreateBankContractRequest;
import io.mypay.banking.v1.RegisterBankAccountRequest;
import io.mypay.banking.v1.RegisteredBankAccount;
import io.mypay.membership.v1.CreateMembershipRequest;
import io.mypay.membership.v1.LoginRequest;
import io.mypay.membership.v1.LoginResponse;
import io.mypay.membership.v1.Membership;
import io.mypay.membership.v1.MembershipKind;
import io.mypay.type.v1.BankAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** What stands before money moves: banks under contract, people with bank accounts and logins. */
public final class World {

    public static final String PASSWORD = "correct-horse-9";
    private static final long BANK_FEE = 500;
    private static final long BANK_DAILY_LIMIT = 10_000_000_000L;
    private static final Duration CONTRACT_BEGAN = Duration.ofDays(1);
    private static final Duration CONTRACT_LASTS = Duration.ofDays(365);

    private final MyPay anyone;
    private final OutsideBank bank;

    public World(MyPay anyone, OutsideBank bank) {
        this.anyone = anyone;
        this.bank = bank;
    }

    public static String requestId() {
        return UUID.randomUUID().toString();
    }

    /** The staff login that the stack was started with. */
    public Actor staff(String login, String password) {
        return new Actor(
                "staff",
                "",
                login,
                password,
                BankAccount.getDefaultInstance(),
                loggedIn(login, password));
    }

    /** Signs someone up, without a login yet. */
    public Membership signUp(MembershipKind kind, String name, String email) {
        return anyone.memberships()
                .createMembership(
                        CreateMembershipRequest.newBuilder()
                                .setRequestId(requestId())
                                .setKind(kind)
                                .setName(name)
                                .setEmail(email)
                                .setPassword(PASSWORD)
                                .setAddress(
                                        PostalAddress.newBuilder()
                                                .setRegionCode("KR")
                                                .setLocality("Seoul")
                                                .setSublocality("Gangnam-gu"))
                                .build())
                .getMembership();
    }

    public Actor logIn(Membership membership, BankAccount account) {
        return new Actor(
                membership.getName(),
                membership.getMembershipId(),
                membership.getEmail(),
                PASSWORD,
                account,
                loggedIn(membership.getEmail(), PASSWORD));
    }

    public RegisteredBankAccount register(Actor actor) {
        return actor.calls()
                .banking()
                .registerBankAccount(
                        RegisterBankAccountRequest.newBuilder()
                                .setRequestId(requestId())
                                .setMembershipId(actor.membershipId())
                                .setBankAccount(actor.bankAccount())
                                .setHolderName(actor.name())
                                .build())
                .getRegisteredBankAccount();
    }

    /** Someone ready to move money: signed up, logged in, with cash at a bank registered. */
    public Actor newcomer(MembershipKind kind, String name, String bankCode, long cash) {
        Membership membership = signUp(kind, name, emailOf(name));
        BankAccount account = bank.open(bankCode, freshAccountNumber(), name, cash);
        Actor actor = logIn(membership, account);
        register(actor);
        return actor;
    }

    /** Someone without a bank account. */
    public Actor stranger(MembershipKind kind, String name) {
        return logIn(signUp(kind, name, emailOf(name)), BankAccount.getDefaultInstance());
    }

    /** Agrees contracts with the four banks people use here. */
    public void contracts(Actor staff) {
        contract(staff, "004", "KB Kookmin");
        contract(staff, "020", "Woori");
        contract(staff, "088", "Shinhan");
        contract(staff, "090", "KakaoBank");
    }

    /** Agrees a contract with a bank; one that stands already is as good. */
    private void contract(Actor staff, String bankCode, String bankName) {
        Instant now = Instant.now();
        try {
            var contract =
                    staff.calls()
                            .bankContracts()
                            .createBankContract(
                                    CreateBankContractRequest.newBuilder()
                                            .setRequestId(requestId())
                                            .setBankCode(bankCode)
                                            .setBankName(bankName)
                                            .setEndpoint(bank.endpoint(bankCode))
                                            .setFee(Won.of(BANK_FEE))
                                            .setDailyLimit(Won.of(BANK_DAILY_LIMIT))
                                            .setValidFrom(timestamp(now.minus(CONTRACT_BEGAN)))
                                            .setValidUntil(timestamp(now.plus(CONTRACT_LASTS)))
                                            .build());
            if (contract.getBankContract().getBankContractId().isEmpty()) {
                throw new IllegalStateException("a contract without an id: " + contract);
            }
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
                throw e;
            }
        }
    }

    /** Twelve digits that no other account of this run has. */
    public static String freshAccountNumber() {
        return Long.toString(
                ThreadLocalRandom.current().nextLong(100_000_000_000L, 1_000_000_000_000L));
    }

    public static String emailOf(String name) {
        String local = name.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]+", ".");
        return local + "." + UUID.randomUUID().toString().substring(0, 8) + "@example.com";
    }

    private MyPay loggedIn(String email, String password) {
        return anyone.with(token(email, password));
    }

    /** A new access token; it works for 15 minutes. */
    public String token(String email, String password) {
        LoginResponse login =
                anyone.auth()
                        .login(
                                LoginRequest.newBuilder()
                                        .setEmail(email)
                                        .setPassword(password)
                                        .build());
        return login.getTokens().getAccessToken();
    }

    private static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }
}
