package io.mypay.membership.key;

import java.time.Duration;

/**
 * When keys change.
 *
 * @param period how long a key signs
 * @param lead how long a key is published before it signs; far longer than verifiers keep a key set
 * @param afterlife how long a retired key stays published: longer than its last token lives, plus
 *     what another instance needs to notice that the key has retired
 */
public record RotationPolicy(Duration period, Duration lead, Duration afterlife) {
    public RotationPolicy {
        if (period.compareTo(lead) < 0) {
            throw new IllegalArgumentException(
                    "a signing key must sign at least as long as its successor is announced");
        }
        if (afterlife.compareTo(AccessToken.LIFETIME) <= 0) {
            throw new IllegalArgumentException("a retired key must outlive its tokens");
        }
    }
}
