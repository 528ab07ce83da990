package io.mypay.kit.auth;

import java.time.Instant;
import java.util.concurrent.CompletionStage;

/** Where this service's own token comes from: membership, for its client secret. */
public interface TokenSource {
    CompletionStage<Issued> issue();

    record Issued(String accessToken, Instant expiresAt) {
        @Override
        public String toString() {
            return "Issued[until " + expiresAt + "]";
        }
    }
}
