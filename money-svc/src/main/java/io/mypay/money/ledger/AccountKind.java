package io.mypay.money.ledger;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The roles an account can have; they decide whether it may owe. */
public enum AccountKind {
    MEMBER("member"),
    MERCHANT("merchant"),
    CORPORATE_CASH("corporate-cash"),
    REMITTANCE_FEE("remittance-fee"),
    COMMISSION("commission"),
    FIRMBANKING_FEE("firmbanking-fee"),
    ADJUSTMENT("adjustment"),
    SUSPENSE("suspense");

    private static final Map<String, AccountKind> BY_WORD =
            Arrays.stream(values())
                    .collect(Collectors.toUnmodifiableMap(AccountKind::word, Function.identity()));

    private final String word;

    AccountKind(String word) {
        this.word = word;
    }

    /** How names of this kind begin. */
    public String word() {
        return word;
    }

    static Optional<AccountKind> of(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }

    /**
     * A member never owes. A merchant owes after a refund of what was settled already, and when it
     * is the payout that comes after the refund: the bank has paid by then, so the payout and its
     * commission are facts. The other accounts are MyPay's own and grow in both directions.
     */
    boolean mayGoBelowZero(Code code) {
        return switch (this) {
            case MEMBER -> false;
            case MERCHANT -> code == Code.REFUND || code == Code.PAYOUT || code == Code.COMMISSION;
            case CORPORATE_CASH,
                    REMITTANCE_FEE,
                    COMMISSION,
                    FIRMBANKING_FEE,
                    ADJUSTMENT,
                    SUSPENSE ->
                    true;
        };
    }
}
