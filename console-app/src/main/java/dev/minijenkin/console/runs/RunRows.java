package dev.minijenkin.console.runs;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.view.runs.RunView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.collections.ObservableListBase;

/// The runs that are loaded, the newest first. Each call is one change. FX thread only.
final class RunRows extends ObservableListBase<RunView> {
    private final List<RunView> rows = new ArrayList<>();

    /// Other rows altogether.
    void replace(List<RunView> next) {
        List<RunView> removed = List.copyOf(rows);
        rows.clear();
        rows.addAll(next);
        beginChange();
        nextReplace(0, rows.size(), removed);
        endChange();
    }

    /// Older rows at the end.
    void append(List<RunView> older) {
        int before = rows.size();
        rows.addAll(older);
        beginChange();
        nextAdd(before, rows.size());
        endChange();
    }

    /// New rows at the top, and changed ones where they are.
    void update(List<RunView> newer, Map<RunId, RunView> changed) {
        beginChange();
        for (int i = 0; i < rows.size(); i++) {
            RunView next = changed.get(rows.get(i).id());
            if (next != null && !next.equals(rows.get(i))) {
                nextSet(i, rows.set(i, next));
            }
        }
        if (!newer.isEmpty()) {
            rows.addAll(0, newer);
            nextAdd(0, newer.size());
        }
        endChange();
    }

    @Override
    public RunView get(int index) {
        return rows.get(index);
    }

    @Override
    public int size() {
        return rows.size();
    }
}
