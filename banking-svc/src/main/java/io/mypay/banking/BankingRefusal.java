package io.mypay.banking;

import io.mypay.kit.refusal.Refusal;

/** What banking says no to, leaving no trace. */
public sealed interface BankingRefusal extends Refusal {
    /** The membership is suspended or withdrawn. */
    record MembershipNotActive() implements BankingRefusal {}

    /** The bank knows no such open account. */
    record BankAccountNotValid() implements BankingRefusal {}

    /** The account on the other side is MyPay's own corporate account. */
    record BankAccountIsOurs() implements BankingRefusal {}

    /** The bank knows the holder by another name. */
    record HolderNameMismatch() implements BankingRefusal {}

    record BankAccountAlreadyRegistered() implements BankingRefusal {}

    /** No contract with that bank holds now. */
    record BankContractNotValid(String bankCode) implements BankingRefusal {}

    /** The contract's limit for the business date would be exceeded. */
    record BankDailyLimitExceeded(String bankCode) implements BankingRefusal {}

    /** The bank has a contract in that time. */
    record BankContractOverlaps(String bankCode) implements BankingRefusal {}

    record ContractPeriodEmpty() implements BankingRefusal {}

    record BankUnavailable(String bankCode) implements BankingRefusal {}

    record NoRegisteredBankAccount() implements BankingRefusal {}

    record CurrencyNotSupported(String currencyCode) implements BankingRefusal {}

    /** The origin has a firmbanking with other content. */
    record OriginReused() implements BankingRefusal {}
}
