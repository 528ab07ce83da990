package io.mypay.kit.testing;

import io.mypay.kit.auth.Access;
import io.mypay.kit.auth.Caller;
import io.mypay.kit.auth.Role;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Whom an access lets in. */
public final class Allowed {
    private Allowed() {}

    /**
     * The names of the roles by the alphabet with a space between, as tables in tests have them.
     */
    public static String roles(Access access) {
        return Arrays.stream(Role.values())
                .filter(role -> access.allows(new Caller("someone", Set.of(role))))
                .map(Role::name)
                .sorted()
                .collect(Collectors.joining(" "));
    }
}
