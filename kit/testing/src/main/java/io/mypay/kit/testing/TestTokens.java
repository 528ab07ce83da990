package io.mypay.kit.testing;

import io.mypay.kit.auth.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** Tokens as membership gives them, signed with a key of this test run. */
public final class TestTokens {
    private static final EllipticCurveJsonWebKey KEY = key("test-key");

    private TestTokens() {}

    /** Valid for a quarter of an hour, without the word Bearer. */
    public static String bearer(String subject, Role... roles) {
        return signed(KEY, subject, Instant.now().plus(Duration.ofMinutes(15)), roles);
    }

    public static String expired(String subject, Role... roles) {
        return signed(KEY, subject, Instant.now().minus(Duration.ofMinutes(15)), roles);
    }

    /** Carries our key's name, but was signed with another. */
    public static String forged(String subject, Role... roles) {
        return signed(key("test-key"), subject, Instant.now().plus(Duration.ofMinutes(15)), roles);
    }

    /** The public half, as /.well-known/jwks.json serves it. */
    public static String jwks() {
        return new JsonWebKeySet(KEY).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    }

    private static String signed(
            EllipticCurveJsonWebKey key, String subject, Instant expiry, Role... roles) {
        var claims = new JwtClaims();
        claims.setIssuer("mypay");
        claims.setSubject(subject);
        claims.setIssuedAt(NumericDate.fromSeconds(expiry.getEpochSecond() - 900));
        claims.setExpirationTime(NumericDate.fromSeconds(expiry.getEpochSecond()));
        claims.setGeneratedJwtId();
        claims.setStringListClaim("groups", names(roles));
        var jws = new JsonWebSignature();
        jws.setPayload(claims.toJson());
        jws.setKey(key.getPrivateKey());
        jws.setKeyIdHeaderValue(key.getKeyId());
        jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("could not sign", e);
        }
    }

    private static List<String> names(Role... roles) {
        return Arrays.stream(roles).map(Role::name).toList();
    }

    private static EllipticCurveJsonWebKey key(String id) {
        try {
            var key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId(id);
            key.setUse("sig");
            key.setAlgorithm(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException("could not make a key", e);
        }
    }
}
