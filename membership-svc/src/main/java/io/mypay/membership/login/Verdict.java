package io.mypay.membership.login;

import io.mypay.membership.token.Grant;
import java.time.Duration;

/** How an attempt to log in ended; remembered before it is told. */
public sealed interface Verdict {
    record LoggedIn(Grant grant) implements Verdict {}

    record Wrong() implements Verdict {}

    record Locked(Duration remaining) implements Verdict {}
}
