package io.mypay.membership.key;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All keys that verifiers need to know now. */
public record KeySet(
        Optional<SigningKey.Next> next,
        Optional<SigningKey.Signing> signing,
        List<SigningKey.Retired> retired) {

    /** What has to be done with the keys; done one after another until nothing is left. */
    public enum Step {
        /** There is no successor: make one and publish it. */
        PUBLISH,
        /** Nothing signs yet: the first key begins at once, because nobody has any token. */
        BEGIN,
        /** The successor takes over. */
        ROTATE,
        NOTHING
    }

    public KeySet {
        retired = List.copyOf(retired);
    }

    /** In any order. */
    public static KeySet of(List<SigningKey> keys) {
        return new KeySet(
                all(keys, SigningKey.Next.class).findFirst(),
                all(keys, SigningKey.Signing.class).findFirst(),
                all(keys, SigningKey.Retired.class).toList());
    }

    public Step step(RotationPolicy policy, Instant now) {
        if (next.isEmpty()) {
            return Step.PUBLISH;
        }
        if (signing.isEmpty()) {
            return Step.BEGIN;
        }
        var served = !now.isBefore(signing.get().since().plus(policy.period()));
        var announced = !now.isBefore(next.get().publishedAt().plus(policy.lead()));
        return served && announced ? Step.ROTATE : Step.NOTHING;
    }

    /** The key in its new state, in place of where it was. */
    public KeySet with(SigningKey key) {
        return switch (key) {
            case SigningKey.Next fresh -> new KeySet(Optional.of(fresh), signing, retired);
            case SigningKey.Signing current ->
                    new KeySet(Optional.empty(), Optional.of(current), retired);
            case SigningKey.Retired old -> new KeySet(next, Optional.empty(), and(old));
        };
    }

    public Stream<SigningKey> published() {
        return Stream.of(signing.stream(), next.stream(), retired.stream())
                .flatMap(keys -> keys.map(SigningKey.class::cast));
    }

    private static <K extends SigningKey> Stream<K> all(List<SigningKey> keys, Class<K> state) {
        return keys.stream().filter(state::isInstance).map(state::cast);
    }

    private List<SigningKey.Retired> and(SigningKey.Retired old) {
        var all = new ArrayList<>(retired);
        all.add(old);
        return all;
    }
}
