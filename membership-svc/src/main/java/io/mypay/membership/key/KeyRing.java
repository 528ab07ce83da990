package io.mypay.membership.key;

import java.security.PrivateKey;
import java.util.stream.Collectors;

/**
 * The keys as this instance uses them, read from the database a moment ago.
 *
 * @param jwks the JSON Web Key Set of all published keys, public halves only
 */
public record KeyRing(KeyId signing, PrivateKey privateKey, String jwks) {
    static KeyRing of(KeyId signing, PrivateKey privateKey, KeySet keys) {
        var jwks =
                keys.published()
                        .map(SigningKey::publicJwk)
                        .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
        return new KeyRing(signing, privateKey, jwks);
    }

    @Override
    public String toString() {
        return "KeyRing[signing=" + signing + "]";
    }
}
