package io.mypay.kit.auth;

import java.util.Collections;
import java.util.Set;

/** Who may call an RPC. */
public sealed interface Access {
    /** Anybody, with or without a token. */
    record Public() implements Access {}

    /** Whoever has one of these roles. */
    record Roles(Set<Role> anyOf) implements Access {
        public Roles {
            anyOf = Set.copyOf(anyOf);
            if (anyOf.isEmpty()) {
                throw new IllegalArgumentException("an RPC that no role may call");
            }
        }
    }

    static Access publicAccess() {
        return new Public();
    }

    static Access roles(Role... anyOf) {
        return new Roles(Set.of(anyOf));
    }

    default boolean allows(Caller caller) {
        return switch (this) {
            case Public() -> true;
            case Roles(var anyOf) -> !Collections.disjoint(anyOf, caller.roles());
        };
    }
}
