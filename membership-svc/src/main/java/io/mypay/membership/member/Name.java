package io.mypay.membership.member;

import io.mypay.kit.refusal.Common;
import io.mypay.kit.refusal.Refused;

/** The full name of a person or the registered name of a business. */
public record Name(String value) {
    private static final int LENGTH_MAX = 100;

    public Name {
        if (value.isBlank()) {
            throw refused("must not be blank");
        }
        if (value.codePointCount(0, value.length()) > LENGTH_MAX) {
            throw refused("must have at most 100 characters");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw refused("must not have control characters");
        }
    }

    private static Refused refused(String description) {
        return new Refused(new Common.InvalidField("name", description));
    }

    /** Personal data; for logs there is the membership_id. */
    @Override
    public String toString() {
        return "Name[…]";
    }
}
