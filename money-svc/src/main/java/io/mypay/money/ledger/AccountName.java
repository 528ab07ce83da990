package io.mypay.money.ledger;

import io.mypay.kit.id.MembershipId;
import java.util.Optional;

/**
 * What a transfer calls an account: {@code member/<membership_id>}, {@code corporate-cash/004},
 * {@code commission}. Any text can be asked for; only accounts that were opened are found.
 */
public record AccountName(String value) implements Comparable<AccountName> {
    public static final AccountName ADJUSTMENT = of(AccountKind.ADJUSTMENT);
    public static final AccountName COMMISSION = of(AccountKind.COMMISSION);
    public static final AccountName FIRMBANKING_FEE = of(AccountKind.FIRMBANKING_FEE);
    public static final AccountName SUSPENSE = of(AccountKind.SUSPENSE);
    private static final String SEPARATOR = "/";

    public AccountName {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("an account has a name");
        }
    }

    public static AccountName member(MembershipId owner) {
        return of(AccountKind.MEMBER, owner.toString());
    }

    public static AccountName merchant(MembershipId owner) {
        return of(AccountKind.MERCHANT, owner.toString());
    }

    public static AccountName corporateCash(String bankCode) {
        return of(AccountKind.CORPORATE_CASH, bankCode);
    }

    /** Empty where no account can have this name. */
    Optional<AccountKind> kind() {
        var end = value.indexOf(SEPARATOR);
        return AccountKind.of(end < 0 ? value : value.substring(0, end));
    }

    /** Whether the account belongs to somebody else than MyPay. */
    boolean hasOwner() {
        return kind().filter(k -> k == AccountKind.MEMBER || k == AccountKind.MERCHANT).isPresent();
    }

    private static AccountName of(AccountKind kind) {
        return new AccountName(kind.word());
    }

    private static AccountName of(AccountKind kind, String owner) {
        return new AccountName(kind.word() + SEPARATOR + owner);
    }

    @Override
    public int compareTo(AccountName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
