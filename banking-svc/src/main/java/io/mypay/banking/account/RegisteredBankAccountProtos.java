package io.mypay.banking.account;

import io.mypay.banking.bank.AccountNumber;
import io.mypay.banking.bank.BankAccount;
import io.mypay.banking.bank.BankCode;
import io.mypay.banking.v1.RegisterBankAccountRequest;
import io.mypay.banking.v1.RegisterBankAccountResponse;
import io.mypay.kit.grpc.Protos;
import io.mypay.kit.id.MembershipId;

/** Registered accounts as messages; numbers leave masked. */
final class RegisteredBankAccountProtos {
    private RegisteredBankAccountProtos() {}

    static Registration registration(RegisterBankAccountRequest request) {
        var account = request.getBankAccount();
        return new Registration(
                MembershipId.parse(request.getMembershipId()),
                new BankAccount(
                        new BankCode(account.getBankCode()),
                        new AccountNumber(account.getAccountNumber())),
                new HolderName(request.getHolderName()));
    }

    static RegisterBankAccountResponse registered(RegisteredBankAccount account) {
        return RegisterBankAccountResponse.newBuilder()
                .setRegisteredBankAccount(proto(account))
                .build();
    }

    static io.mypay.banking.v1.RegisteredBankAccount proto(RegisteredBankAccount account) {
        return io.mypay.banking.v1.RegisteredBankAccount.newBuilder()
                .setRegisteredBankAccountId(account.id().toString())
                .setMembershipId(account.membership().toString())
                .setBankAccount(masked(account.account()))
                .setHolderName(account.holder().value())
                .setState(state(account.state()))
                .setIsDefault(account.isDefault())
                .setCreateTime(Protos.proto(account.createdAt()))
                .build();
    }

    private static io.mypay.type.v1.BankAccount masked(BankAccount account) {
        return io.mypay.type.v1.BankAccount.newBuilder()
                .setBankCode(account.bank().value())
                .setAccountNumber(account.number().masked())
                .build();
    }

    private static io.mypay.banking.v1.RegisteredBankAccount.State state(
            RegisteredBankAccount.State state) {
        return switch (state) {
            case REGISTERED -> io.mypay.banking.v1.RegisteredBankAccount.State.STATE_REGISTERED;
            case DEREGISTERED -> io.mypay.banking.v1.RegisteredBankAccount.State.STATE_DEREGISTERED;
        };
    }
}
