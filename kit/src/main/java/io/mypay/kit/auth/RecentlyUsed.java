package io.mypay.kit.auth;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A bounded memory of two generations: when the young one is full it becomes the old one, and the
 * old one is forgotten. What is used moves to the young one, so it stays.
 */
final class RecentlyUsed<K, V> {
    private final int generationSize;
    private volatile Map<K, V> young = new ConcurrentHashMap<>();
    private volatile Map<K, V> old = Map.of();

    RecentlyUsed(int size) {
        generationSize = size / 2;
    }

    Optional<V> get(K key) {
        var recent = young.get(key);
        if (recent != null) {
            return Optional.of(recent);
        }
        var earlier = old.get(key);
        if (earlier != null) {
            put(key, earlier);
        }
        return Optional.ofNullable(earlier);
    }

    void put(K key, V value) {
        if (young.size() >= generationSize) {
            age();
        }
        young.put(key, value);
    }

    private synchronized void age() {
        // Another thread may have done it while this one waited.
        if (young.size() >= generationSize) {
            old = young;
            young = new ConcurrentHashMap<>();
        }
    }
}
