package io.mypay.membership.member;

import io.mypay.kit.id.Uuid7;
import java.util.UUID;

/** Names a withdrawal. */
public record WithdrawalId(UUID value) {
    static WithdrawalId parse(String text) {
        return new WithdrawalId(Uuid7.parse("withdrawal_id", text));
    }

    /** What money is asked with: the same in every try, so that it decides once. */
    UUID closing() {
        return Uuid7.derive(value, "closing");
    }

    /** The id of the event that tells of it. */
    UUID event() {
        return Uuid7.derive(value, "withdrawn");
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
