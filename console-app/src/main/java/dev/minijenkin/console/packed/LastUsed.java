package dev.minijenkin.console.packed;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Keeps so many values, those that were asked for last. Used by one thread.
public final class LastUsed<K, V> {
    private final Map<K, V> values = new LinkedHashMap<>(16, 0.75f, true);
    private final int most;

    /// None yet.
    ///
    /// @param most so many are kept
    public LastUsed(int most) {
        this.most = most;
    }

    /// The value of a key; null where it is not kept.
    public @Nullable V get(K key) {
        return values.get(key);
    }

    /// The value of a key, made where it is not kept.
    public V get(K key, Supplier<V> made) {
        V known = values.get(key);
        if (known != null) {
            return known;
        }
        V value = made.get();
        put(key, value);
        return value;
    }

    /// Keeps a value, in the place of the one that was asked for longest ago where there are many.
    public void put(K key, V value) {
        values.put(key, value);
        if (values.size() > most) {
            values.remove(values.keySet().iterator().next());
        }
    }

    /// Forgets one.
    public void remove(K key) {
        values.remove(key);
    }

    /// Forgets all.
    public void clear() {
        values.clear();
    }
}
