package io.mypay.membership.key;

import io.mypay.kit.auth.KeySource;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Membership verifies tokens with the keys it has, not by asking itself over HTTP. */
@ApplicationScoped
public class OwnKeys implements KeySource {
    private final SigningKeys keys;

    OwnKeys(SigningKeys keys) {
        this.keys = keys;
    }

    @Override
    public Uni<String> jwks() {
        return keys.ring().map(KeyRing::jwks);
    }
}
