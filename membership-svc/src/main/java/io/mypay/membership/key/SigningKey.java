package io.mypay.membership.key;

import java.time.Instant;

/**
 * A key pair's life: Next → Signing → Retired. A next key is published so that verifiers know it
 * before its first token; a retired one has lost its private half and only verifies what it signed.
 */
public sealed interface SigningKey {
    KeyId id();

    /** A JSON Web Key without its private part. */
    String publicJwk();

    record Next(KeyId id, String publicJwk, SealedJwk sealed, Instant publishedAt)
            implements SigningKey {
        public Signing sign(Instant now) {
            return new Signing(id, publicJwk, sealed, now);
        }
    }

    record Signing(KeyId id, String publicJwk, SealedJwk sealed, Instant since)
            implements SigningKey {
        public Retired retire(Instant now) {
            return new Retired(id, publicJwk, now);
        }
    }

    record Retired(KeyId id, String publicJwk, Instant at) implements SigningKey {}
}
