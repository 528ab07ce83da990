package io.mypay.banking.firmbanking;

import io.mypay.banking.account.RegisteredBankAccountId;
import io.mypay.banking.bank.AccountNumber;
import io.mypay.banking.bank.BankAccount;
import io.mypay.banking.bank.BankCode;
import io.mypay.banking.v1.FirmbankingDirection;
import io.mypay.banking.v1.FirmbankingOrigin;
import io.mypay.banking.v1.ListFirmbankingsRequest;
import io.mypay.banking.v1.RequestFirmbankingRequest;
import io.mypay.banking.v1.RequestFirmbankingResponse;
import io.mypay.kit.grpc.Protos;
import io.mypay.kit.id.MembershipId;
import io.mypay.kit.id.Uuid7;
import io.mypay.kit.page.PageToken;
import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;
import java.util.Optional;

/** Firmbankings as messages; numbers leave masked. */
final class FirmbankingProtos {
    private FirmbankingProtos() {}

    static FirmbankingOrder order(RequestFirmbankingRequest request) {
        var purpose =
                new Purpose(
                        origin(request.getOrigin()),
                        Uuid7.parse("origin_id", request.getOriginId()),
                        MembershipId.parse(request.getMembershipId()));
        return new FirmbankingOrder(
                purpose,
                direction(request.getDirection()),
                counterpart(request),
                Protos.money(request.getAmount()));
    }

    private static Counterpart counterpart(RequestFirmbankingRequest request) {
        return switch (request.getCounterpartCase()) {
            case REGISTERED_BANK_ACCOUNT_ID ->
                    new Counterpart.Registered(
                            RegisteredBankAccountId.parse(request.getRegisteredBankAccountId()));
            case BANK_ACCOUNT -> new Counterpart.Named(account(request.getBankAccount()));
            case COUNTERPART_NOT_SET -> throw invalid("counterpart");
        };
    }

    private static BankAccount account(io.mypay.type.v1.BankAccount account) {
        return new BankAccount(
                new BankCode(account.getBankCode()), new AccountNumber(account.getAccountNumber()));
    }

    static FirmbankingFilter filter(ListFirmbankingsRequest request) {
        return new FirmbankingFilter(
                Optional.of(request.getMembershipId())
                        .filter(id -> !id.isEmpty())
                        .map(MembershipId::parse),
                state(request.getState()),
                request.hasStartTime()
                        ? Optional.of(Protos.instant(request.getStartTime()))
                        : Optional.empty(),
                request.hasEndTime()
                        ? Optional.of(Protos.instant(request.getEndTime()))
                        : Optional.empty(),
                PageToken.parse(request.getPageToken(), 1).map(token -> token.uuid(0)));
    }

    static RequestFirmbankingResponse requested(Firmbanking firmbanking) {
        return RequestFirmbankingResponse.newBuilder().setFirmbanking(proto(firmbanking)).build();
    }

    static io.mypay.banking.v1.Firmbanking proto(Firmbanking firmbanking) {
        var command = firmbanking.command();
        var purpose = command.purpose();
        var message =
                io.mypay.banking.v1.Firmbanking.newBuilder()
                        .setFirmbankingId(command.id().toString())
                        .setOrigin(origin(purpose.origin()))
                        .setOriginId(purpose.originId().toString())
                        .setMembershipId(purpose.membership().toString())
                        .setDirection(direction(command.direction()))
                        .setBankAccount(masked(command.account()))
                        .setAmount(Protos.proto(command.amount()))
                        .setState(state(firmbanking.state()))
                        .setCreateTime(Protos.proto(command.createdAt()))
                        .setUpdateTime(Protos.proto(firmbanking.changedAt()))
                        .setFinalBy(Protos.proto(command.finalBy()));
        switch (firmbanking) {
            case Firmbanking.Requested _, Firmbanking.InFlight _ -> {}
            case Firmbanking.Succeeded succeeded -> message.setFee(Protos.proto(succeeded.fee()));
            case Firmbanking.Failed failed -> message.setFailureReason(failed.reason());
        }
        return message.build();
    }

    private static io.mypay.type.v1.BankAccount masked(BankAccount account) {
        return io.mypay.type.v1.BankAccount.newBuilder()
                .setBankCode(account.bank().value())
                .setAccountNumber(account.number().masked())
                .build();
    }

    static FirmbankingOrigin origin(Purpose.Origin origin) {
        return switch (origin) {
            case RECHARGE -> FirmbankingOrigin.FIRMBANKING_ORIGIN_RECHARGE;
            case REMITTANCE -> FirmbankingOrigin.FIRMBANKING_ORIGIN_REMITTANCE;
            case PAYOUT -> FirmbankingOrigin.FIRMBANKING_ORIGIN_PAYOUT;
        };
    }

    private static Purpose.Origin origin(FirmbankingOrigin origin) {
        return switch (origin) {
            case FIRMBANKING_ORIGIN_RECHARGE -> Purpose.Origin.RECHARGE;
            case FIRMBANKING_ORIGIN_REMITTANCE -> Purpose.Origin.REMITTANCE;
            case FIRMBANKING_ORIGIN_PAYOUT -> Purpose.Origin.PAYOUT;
            case FIRMBANKING_ORIGIN_UNSPECIFIED, UNRECOGNIZED -> throw invalid("origin");
        };
    }

    static FirmbankingDirection direction(Direction direction) {
        return switch (direction) {
            case WITHDRAW -> FirmbankingDirection.FIRMBANKING_DIRECTION_WITHDRAW;
            case DEPOSIT -> FirmbankingDirection.FIRMBANKING_DIRECTION_DEPOSIT;
        };
    }

    private static Direction direction(FirmbankingDirection direction) {
        return switch (direction) {
            case FIRMBANKING_DIRECTION_WITHDRAW -> Direction.WITHDRAW;
            case FIRMBANKING_DIRECTION_DEPOSIT -> Direction.DEPOSIT;
            case FIRMBANKING_DIRECTION_UNSPECIFIED, UNRECOGNIZED -> throw invalid("direction");
        };
    }

    private static io.mypay.banking.v1.Firmbanking.State state(Firmbanking.State state) {
        return switch (state) {
            case REQUESTED -> io.mypay.banking.v1.Firmbanking.State.STATE_REQUESTED;
            case SENT -> io.mypay.banking.v1.Firmbanking.State.STATE_SENT;
            case SUCCEEDED -> io.mypay.banking.v1.Firmbanking.State.STATE_SUCCEEDED;
            case FAILED -> io.mypay.banking.v1.Firmbanking.State.STATE_FAILED;
            case UNKNOWN -> io.mypay.banking.v1.Firmbanking.State.STATE_UNKNOWN;
        };
    }

    private static Optional<Firmbanking.State> state(io.mypay.banking.v1.Firmbanking.State state) {
        return switch (state) {
            case STATE_UNSPECIFIED -> Optional.empty();
            case STATE_REQUESTED -> Optional.of(Firmbanking.State.REQUESTED);
            case STATE_SENT -> Optional.of(Firmbanking.State.SENT);
            case STATE_SUCCEEDED -> Optional.of(Firmbanking.State.SUCCEEDED);
            case STATE_FAILED -> Optional.of(Firmbanking.State.FAILED);
            case STATE_UNKNOWN -> Optional.of(Firmbanking.State.UNKNOWN);
            case UNRECOGNIZED -> throw invalid("state");
        };
    }

    // The rules in the proto refuse these before; this is for a value added there and not here.
    private static Refused invalid(String field) {
        return new Refused(new Common.InvalidField(field, "is not a known value"));
    }
}
