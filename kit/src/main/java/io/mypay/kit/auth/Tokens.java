package io.mypay.kit.auth;

import io.mypay.kit.auth.Verification.KeyUnknown;
import io.mypay.kit.auth.Verification.Rejected;
import io.mypay.kit.auth.Verification.Verified;
import io.mypay.kit.refusal.Common;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.Key;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * Verifies access tokens: ES256 JWTs of issuer "mypay". What was verified is remembered until it
 * expires, since checking a signature costs more than most calls.
 */
@ApplicationScoped
public class Tokens {
    private static final String ISSUER = "mypay";
    private static final int CLOCK_SKEW_SECONDS = 5;
    private static final int REMEMBERED_MAX = 20_000;

    private final Keys keys;
    private final RecentlyUsed<String, Verified> verified = new RecentlyUsed<>(REMEMBERED_MAX);
    private final JwtConsumer consumer =
            new JwtConsumerBuilder()
                    .setExpectedIssuer(ISSUER)
                    .setRequireSubject()
                    .setRequireExpirationTime()
                    .setAllowedClockSkewInSeconds(CLOCK_SKEW_SECONDS)
                    .setSkipDefaultAudienceValidation()
                    .setJwsAlgorithmConstraints(
                            new AlgorithmConstraints(
                                    ConstraintType.PERMIT,
                                    AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256))
                    .setVerificationKeyResolver(this::key)
                    .build();

    Tokens(Keys keys) {
        this.keys = keys;
    }

    Verification verify(String token, Instant now) {
        var known = verified.get(token);
        if (known.isPresent() && known.get().expiresAt().isAfter(now)) {
            return known.get();
        }
        return check(token);
    }

    private Verification check(String token) {
        try {
            var claims = consumer.processToClaims(token);
            var caller = new Caller(claims.getSubject(), roles(claims));
            var expiresAt = Instant.ofEpochMilli(claims.getExpirationTime().getValueInMillis());
            var fresh = new Verified(caller, expiresAt);
            verified.put(token, fresh);
            return fresh;
        } catch (InvalidJwtException e) {
            return rejection(e);
        } catch (MalformedClaimException _) {
            return new Rejected(Common.Proof.INVALID);
        }
    }

    private static Verification rejection(InvalidJwtException e) {
        if (e.getCause() instanceof UnresolvableKeyException) {
            return new KeyUnknown();
        }
        return new Rejected(e.hasExpired() ? Common.Proof.EXPIRED : Common.Proof.INVALID);
    }

    private Key key(JsonWebSignature token, List<JsonWebStructure> nesting)
            throws UnresolvableKeyException {
        var id = token.getKeyIdHeaderValue();
        if (id == null) {
            throw new UnresolvableKeyException("the token names no key");
        }
        return keys.find(id).orElseThrow(() -> new UnresolvableKeyException("key unknown"));
    }

    /** Roles that this version does not know give nothing. */
    private static Set<Role> roles(JwtClaims claims) throws MalformedClaimException {
        var granted = claims.getStringListClaimValue("groups");
        var roles = EnumSet.noneOf(Role.class);
        for (var role : Role.values()) {
            if (granted != null && granted.contains(role.name())) {
                roles.add(role);
            }
        }
        return roles;
    }
}
