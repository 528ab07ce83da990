package io.mypay.money;

import io.mypay.kit.money.Money;
import io.mypay.kit.refusal.Refusal;
import java.util.Currency;
import java.util.UUID;

/** What money-svc refuses besides what all services do. */
public sealed interface MoneyRefusal extends Refusal {
    /** The member has no registered bank account, or not the one that was named. */
    record NoRegisteredBankAccount() implements MoneyRefusal {}

    record CurrencyNotSupported(Currency asked) implements MoneyRefusal {}

    record AmountOverLimit(Money limit) implements MoneyRefusal {}

    record InsufficientFunds(Money available, Money asked) implements MoneyRefusal {}

    record TransferIdOutOfWindow(UUID transferId) implements MoneyRefusal {}

    /** The account takes part in no transfer any more. */
    record AccountClosed() implements MoneyRefusal {}

    /** A balance would leave the range that can be counted. */
    record LimitExceeded() implements MoneyRefusal {}

    /** More transfers wait to be posted than may; nothing was done. */
    record LedgerBusy() implements MoneyRefusal {}
}
