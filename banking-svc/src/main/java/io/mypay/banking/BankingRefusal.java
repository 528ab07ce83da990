package io.mypay.banking;

import io.mypay.kit.refusal.Refusal;

/** What banking says no to; it leaves no trace, but for an order's origin. */
public sealed interface BankingRefusal extends Refusal {
    /**
     * What an order may be refused for. An origin whose order was refused stays refused: whoever
     * was told so has drawn its conclusions.
     */
    sealed interface OfOrder extends BankingRefusal {}

    /** The membership is suspended or withdrawn. */
    record MembershipNotActive() implements BankingRefusal {}

    /** The bank knows no such open account. */
    record BankAccountNotValid() implements BankingRefusal {}

    /** The account on the other side is MyPay's own corporate account. */
    record BankAccountIsOurs() implements OfOrder {}

    /** The bank knows the holder by another name. */
    record HolderNameMismatch() implements BankingRefusal {}

    record BankAccountAlreadyRegistered() implements BankingRefusal {}

    /** No contract with that bank holds now. */
    record BankContractNotValid(String bankCode) implements OfOrder {}

    /** The contract's limit for the business date would be exceeded. */
    record BankDailyLimitExceeded(String bankCode) implements OfOrder {}

    /** The bank has a contract in that time. */
    record BankContractOverlaps(String bankCode) implements BankingRefusal {}

    record ContractPeriodEmpty() implements BankingRefusal {}

    record BankUnavailable(String bankCode) implements BankingRefusal {}

    record NoRegisteredBankAccount() implements OfOrder {}

    record CurrencyNotSupported(String currencyCode) implements OfOrder {}

    /** The origin has a firmbanking with other content. */
    record OriginReused() implements BankingRefusal {}
}
