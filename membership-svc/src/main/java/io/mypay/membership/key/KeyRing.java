package io.mypay.membership.key;

import java.util.stream.Collectors;
import org.jose4j.jwk.PublicJsonWebKey;

/**
 * The keys as this instance uses them, read from the database a moment ago.
 *
 * @param signing with its private half
 * @param jwks the JSON Web Key Set of all published keys, public halves only
 */
public record KeyRing(PublicJsonWebKey signing, String jwks) {
    static KeyRing of(PublicJsonWebKey signing, KeySet keys) {
        return new KeyRing(
                signing,
                keys.published()
                        .map(SigningKey::publicJwk)
                        .collect(Collectors.joining(",", "{\"keys\":[", "]}")));
    }

    @Override
    public String toString() {
        return "KeyRing[signing=" + signing.getKeyId() + "]";
    }
}
