package io.mypay.membership.token;

import io.mypay.membership.key.AccessToken;

/** What a login or a refresh hands out. */
public record IssuedTokens(Grant refresh, AccessToken access) {}
