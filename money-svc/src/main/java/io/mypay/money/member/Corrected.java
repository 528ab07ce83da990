package io.mypay.money.member;

import io.mypay.money.ledger.Account;
import io.mypay.money.ledger.TransferId;
import java.util.Optional;

/**
 * A correction that was made, or would be.
 *
 * @param by empty in a quote
 * @param after the member's money right after it
 */
public record Corrected(Optional<TransferId> by, Account after) {}
