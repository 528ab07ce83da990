package io.mypay.simulation.world;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Rows by their primary key, in the order they were inserted. */
public final class Table<K, V> {
    private final String name;
    private final Map<K, V> rows = new LinkedHashMap<>();

    public Table(String name) {
        this.name = name;
    }

    public Optional<V> find(K key) {
        return Optional.ofNullable(rows.get(key));
    }

    public V get(K key) {
        return find(key).orElseThrow(() -> new Violation(name + " lost " + key));
    }

    public boolean has(K key) {
        return rows.containsKey(key);
    }

    public Collection<V> all() {
        return rows.values();
    }

    public Map<K, V> entries() {
        return rows;
    }

    /** The key is unique. */
    public void insert(Transaction tx, K key, V row) {
        tx.write(() -> rows.remove(key));
        Violation.unless(rows.putIfAbsent(key, row) == null, "there twice", name, key);
    }

    public void update(Transaction tx, K key, V row) {
        var before = get(key);
        tx.write(() -> rows.put(key, before));
        rows.put(key, row);
    }
}
