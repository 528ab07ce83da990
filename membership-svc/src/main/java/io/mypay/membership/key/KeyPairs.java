package io.mypay.membership.key;

import io.mypay.kit.crypto.Sealer;
import io.mypay.kit.id.Uuid7;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.PrivateKey;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.Use;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** Makes key pairs and reads them back; who reads the database sees no private half. */
@ApplicationScoped
public class KeyPairs {
    private final Sealer sealer;

    KeyPairs(@ConfigProperty(name = "MYPAY_KEY_SECRET") String secret) {
        this.sealer = Sealer.of(secret, "signing keys");
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
                    id,
                    pair.toJson(OutputControlLevel.PUBLIC_ONLY),
                    new SealedJwk(sealer.seal(whole, id.value())),
                    now);
        } catch (JoseException e) {
            throw new IllegalStateException("every JDK has P-256", e);
        }
    }

    PrivateKey open(SigningKey.Signing key) {
        try {
            return PublicJsonWebKey.Factory.newPublicJwk(
                            sealer.open(key.sealed().bytes(), key.id().value()))
                    .getPrivateKey();
        } catch (JoseException e) {
            throw new IllegalStateException("signing key " + key.id() + " is no key", e);
        }
    }
}
