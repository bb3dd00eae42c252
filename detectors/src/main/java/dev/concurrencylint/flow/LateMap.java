package dev.concurrencylint.flow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A map that its copies share until one of them changes it: most copies are dropped as they are. Keeps the order of entering. */
final class LateMap<K, V> {
    private Map<K, V> map;
    private boolean shared;

    LateMap() {
        this(new LinkedHashMap<>(), false);
    }

    private LateMap(Map<K, V> map, boolean shared) {
        this.map = map;
        this.shared = shared;
    }

    LateMap<K, V> copy() {
        shared = true;
        return new LateMap<>(map, true);
    }

    /** For reading. */
    Map<K, V> view() {
        return Collections.unmodifiableMap(map);
    }

    private Map<K, V> own() {
        if (shared) {
            map = new LinkedHashMap<>(map);
            shared = false;
        }
        return map;
    }

    @Nullable
    V get(K key) {
        return map.get(key);
    }

    boolean isEmpty() {
        return map.isEmpty();
    }

    void put(K key, V value) {
        own().put(key, value);
    }

    void remove(K key) {
        if (map.containsKey(key)) {
            own().remove(key);
        }
    }

    void removeIf(BiPredicate<K, V> gone) {
        if (map.isEmpty()) {
            return;
        }
        List<K> keys = new ArrayList<>();
        for (Map.Entry<K, V> entry : map.entrySet()) {
            if (gone.test(entry.getKey(), entry.getValue())) {
                keys.add(entry.getKey());
            }
        }
        if (!keys.isEmpty()) {
            own().keySet().removeAll(keys);
        }
    }

    /** Puts other keys and values in the places of all. Of keys that become equal the last counts. */
    void rename(UnaryOperator<K> keys, UnaryOperator<V> values) {
        if (map.isEmpty()) {
            return;
        }
        Map<K, V> renamed = new LinkedHashMap<>();
        map.forEach((key, value) -> renamed.put(keys.apply(key), values.apply(value)));
        map = renamed;
        shared = false;
    }

    void forEach(BiConsumer<K, V> visitor) {
        map.forEach(visitor);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LateMap<?, ?> that && map.equals(that.map);
    }

    @Override
    public int hashCode() {
        return map.hashCode();
    }

    @Override
    public String toString() {
        return map.toString();
    }
}
