package io.mypay.membership.token;

import java.time.Instant;

/** A refresh token that has been given to its holder. */
public record Grant(Holder holder, RefreshToken token, Instant expiresAt) {}
