package dev.minijenkin.console.rows;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;

/// Which things of a list a person marked, to act on all of them. A mark belongs to a thing and not
/// to a row: it goes with the thing, and is gone with it. FX thread only.
public final class Marks {
    private final Set<Object> marked = new LinkedHashSet<>();
    private final ReadOnlyIntegerWrapper count = new ReadOnlyIntegerWrapper();

    /// How many are marked.
    public ReadOnlyIntegerProperty countProperty() {
        return count.getReadOnlyProperty();
    }

    public boolean contains(Object key) {
        return marked.contains(key);
    }

    /// Marks a thing, or takes its mark away.
    public void toggle(Object key) {
        if (!marked.remove(key)) {
            marked.add(key);
        }
        count.set(marked.size());
    }

    /// Marks all of them; where all are marked already, takes their marks away.
    public void toggleAll(Collection<?> keys) {
        if (!marked.addAll(keys)) {
            marked.removeAll(new HashSet<>(keys));
        }
        count.set(marked.size());
    }

    /// Marks all of them, beside what is marked.
    public void addAll(Collection<?> keys) {
        marked.addAll(keys);
        count.set(marked.size());
    }

    public void clear() {
        marked.clear();
        count.set(0);
    }

    /// What is not there any more has no mark.
    public void keepOnly(Collection<?> keys) {
        marked.retainAll(new HashSet<>(keys));
        count.set(marked.size());
    }

    /// The things that are marked, in their own order.
    public <T> List<T> of(List<T> things, Function<? super T, ?> key) {
        return things.stream().filter(thing -> marked.contains(key.apply(thing))).toList();
    }
}
