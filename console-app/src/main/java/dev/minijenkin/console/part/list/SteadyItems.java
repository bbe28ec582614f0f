package dev.minijenkin.console.part.list;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javafx.collections.ModifiableObservableListBase;

/// Items that become other items by what they are of: the same thing stays the same row, however
/// its content and its neighbours change. Each call is one change. FX thread only.
final class SteadyItems<T> extends ModifiableObservableListBase<T> {
    private final List<T> items = new ArrayList<>();
    private final Function<? super T, ?> id;

    /// @param id what tells a thing apart from the others; never null
    SteadyItems(Function<? super T, ?> id) {
        this.id = id;
    }

    /// Shows these, in their order.
    void become(List<? extends T> next) {
        Set<Object> wanted = ids(next);
        Set<Object> known = ids(items);
        beginChange();
        for (int i = size() - 1; i >= 0; i--) {
            if (!wanted.contains(idAt(i))) {
                remove(i);
            }
        }
        for (int i = 0; i < next.size(); i++) {
            T item = next.get(i);
            Object its = id.apply(item);
            if (i < size() && idAt(i).equals(its)) {
                replace(i, item);
            } else {
                int from = known.contains(its) ? indexOf(its, i + 1) : -1;
                if (from >= 0) {
                    remove(from);
                }
                add(i, item);
            }
        }
        if (size() > next.size()) {
            remove(next.size(), size());
        }
        endChange();
    }

    /// Brings what stays up to date where it stands; nothing comes, goes or moves.
    void refresh(List<? extends T> next) {
        Map<Object, T> byId = new HashMap<>();
        next.forEach(item -> byId.put(id.apply(item), item));
        beginChange();
        for (int i = 0; i < size(); i++) {
            T item = byId.get(idAt(i));
            if (item != null) {
                replace(i, item);
            }
        }
        endChange();
    }

    /// Whether nothing that is shown would move, go, or have something before it.
    boolean onlyAtTheEnd(List<? extends T> next) {
        if (next.size() < size()) {
            return false;
        }
        for (int i = 0; i < size(); i++) {
            if (!idAt(i).equals(id.apply(next.get(i)))) {
                return false;
            }
        }
        return true;
    }

    /// Whether a thing of these is shown.
    boolean anyOf(List<? extends T> next) {
        Set<Object> known = ids(items);
        return next.stream().anyMatch(item -> known.contains(id.apply(item)));
    }

    /// Where a thing stands; -1 where it is not shown.
    int indexOfId(Object wanted) {
        return indexOf(wanted, 0);
    }

    Object idAt(int index) {
        return id.apply(items.get(index));
    }

    private int indexOf(Object wanted, int from) {
        for (int i = from; i < items.size(); i++) {
            if (idAt(i).equals(wanted)) {
                return i;
            }
        }
        return -1;
    }

    private void replace(int at, T item) {
        if (!items.get(at).equals(item)) {
            set(at, item);
        }
    }

    private Set<Object> ids(List<? extends T> of) {
        Set<Object> all = new HashSet<>();
        of.forEach(item -> all.add(id.apply(item)));
        return all;
    }

    @Override
    public T get(int index) {
        return items.get(index);
    }

    @Override
    public int size() {
        return items.size();
    }

    @Override
    protected void doAdd(int index, T item) {
        items.add(index, item);
    }

    @Override
    protected T doSet(int index, T item) {
        return items.set(index, item);
    }

    @Override
    protected T doRemove(int index) {
        return items.remove(index);
    }
}
