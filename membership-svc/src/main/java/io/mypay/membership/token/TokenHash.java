package io.mypay.membership.token;

/** SHA-256 of a refresh token, in lower-case hexadecimal. */
public record TokenHash(String hex) {}
