package io.mypay.kit.id;

import java.util.Objects;
import java.util.UUID;

/** Who: the one id that every service knows. */
public record MembershipId(UUID value) implements Comparable<MembershipId> {
    public MembershipId {
        Objects.requireNonNull(value, "value");
    }

    public static MembershipId parse(String text) {
        return parse("membership_id", text);
    }

    /** As {@link #parse(String)}, where the request calls the field otherwise. */
    public static MembershipId parse(String field, String text) {
        return new MembershipId(Uuid7.parse(field, text));
    }

    @Override
    public int compareTo(MembershipId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
