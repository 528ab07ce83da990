package io.mypay.membership.key;

import io.mypay.kit.id.Uuid7;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.Use;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** Makes key pairs and reads them back. */
@ApplicationScoped
public class KeyPairs {
    private final KeyCipher cipher;

    KeyPairs(KeyCipher cipher) {
        this.cipher = cipher;
    }

    SigningKey.Next make(Instant now) {
        var id = new KeyId(Uuid7.next(now));
        try {
            var pair = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            pair.setKeyId(id.toString());
            pair.setUse(Use.SIGNATURE);
            pair.setAlgorithm(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
            var whole = pair.toJson(OutputControlLevel.INCLUDE_PRIVATE);
            return new SigningKey.Next(
                    id, pair.toJson(OutputControlLevel.PUBLIC_ONLY), cipher.seal(id, whole), now);
        } catch (JoseException e) {
            throw new IllegalStateException("every JDK has P-256", e);
        }
    }

    PublicJsonWebKey open(SigningKey.Signing key) {
        try {
            return PublicJsonWebKey.Factory.newPublicJwk(cipher.open(key.id(), key.sealed()));
        } catch (JoseException e) {
            throw new IllegalStateException("signing key " + key.id() + " is no key", e);
        }
    }
}
