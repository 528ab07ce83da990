package io.mypay.money.ledger;

import io.mypay.kit.money.Money;
import java.time.Instant;

/**
 * One transfer as the owner of one of its accounts sees it.
 *
 * @param amount negative when the owner has less after it
 */
public record Entry(
        TransferId id,
        Purpose purpose,
        Money amount,
        Money balanceAfter,
        AccountName counterparty,
        Instant at) {}
