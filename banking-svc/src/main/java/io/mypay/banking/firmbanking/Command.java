package io.mypay.banking.firmbanking;

import io.mypay.banking.account.RegisteredBankAccountId;
import io.mypay.banking.bank.BankAccount;
import io.mypay.banking.bank.BankCode;
import io.mypay.banking.bank.BankCommand;
import io.mypay.banking.contract.BankContractId;
import io.mypay.kit.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * The part of a firmbanking that its states have in common.
 *
 * @param registered which registered account {@code account} is, unless it is nobody's here
 * @param contract under which the bank is commanded
 * @param businessDate (Asia/Seoul) whose limit it counts against
 * @param finalBy when it is final or raised as stuck
 */
public record Command(
        FirmbankingId id,
        Purpose purpose,
        Direction direction,
        Optional<RegisteredBankAccountId> registered,
        BankAccount account,
        Money amount,
        BankContractId contract,
        LocalDate businessDate,
        Instant createdAt,
        Instant finalBy) {
    public Command {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(direction, "direction");
        Objects.requireNonNull(contract, "contract");
        if (!amount.isPositive() || !amount.currency().equals(Money.KRW)) {
            throw new IllegalArgumentException("banks move positive amounts of KRW");
        }
        if (direction == Direction.WITHDRAW && registered.isEmpty()) {
            throw new IllegalArgumentException("cash is taken from registered accounts only");
        }
        if (!finalBy.isAfter(createdAt)) {
            throw new IllegalArgumentException("a command needs time to become final");
        }
    }

    /** The bank that is commanded: the one of the account that is not ours. */
    public BankCode bank() {
        return account.bank();
    }

    public Command under(BankContractId other) {
        return new Command(
                id,
                purpose,
                direction,
                registered,
                account,
                amount,
                other,
                businessDate,
                createdAt,
                finalBy);
    }

    public BankCommand forBank(BankAccount corporate) {
        var memo = "MyPay " + purpose.origin();
        return switch (direction) {
            case WITHDRAW -> new BankCommand(id.value(), account, corporate, amount, memo);
            case DEPOSIT -> new BankCommand(id.value(), corporate, account, amount, memo);
        };
    }
}
