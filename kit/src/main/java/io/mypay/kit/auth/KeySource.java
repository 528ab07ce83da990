package io.mypay.kit.auth;

import io.smallrye.mutiny.Uni;

/**
 * Where the keys that tokens are verified with come from: membership's JWKS, or membership itself.
 */
public interface KeySource {
    /** The JSON Web Key Set, as JSON. */
    Uni<String> jwks();
}
