package io.mypay.membership.key;

import io.mypay.kit.auth.Role;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** Signs what the other services believe: who the bearer is and what it may do. */
@ApplicationScoped
public class AccessTokens {
    private static final String ISSUER = "mypay";

    private final SigningKeys keys;

    AccessTokens(SigningKeys keys) {
        this.keys = keys;
    }

    public Uni<AccessToken> issue(String subject, Role role, Instant now) {
        return keys.ring().map(ring -> sign(ring, subject, role, now));
    }

    private static AccessToken sign(KeyRing ring, String subject, Role role, Instant now) {
        var expiry = Instant.ofEpochSecond(now.plus(AccessToken.LIFETIME).getEpochSecond());
        var claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setSubject(subject);
        claims.setStringListClaim("groups", List.of(role.name()));
        claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
        claims.setExpirationTime(NumericDate.fromSeconds(expiry.getEpochSecond()));
        claims.setGeneratedJwtId();
        var jws = new JsonWebSignature();
        jws.setPayload(claims.toJson());
        jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        jws.setHeader("typ", "JWT");
        jws.setKeyIdHeaderValue(ring.signing().toString());
        jws.setKey(ring.privateKey());
        try {
            return new AccessToken(jws.getCompactSerialization(), expiry);
        } catch (JoseException e) {
            throw new IllegalStateException("could not sign a token", e);
        }
    }
}
