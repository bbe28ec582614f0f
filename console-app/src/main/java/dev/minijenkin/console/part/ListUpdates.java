package dev.minijenkin.console.part;

import java.util.List;
import javafx.collections.ObservableList;

/// Brings a short list up to date in place, so that selection and scroll stay where they are.
public final class ListUpdates {
    private ListUpdates() {}

    public static <T> void apply(ObservableList<T> shown, List<T> next) {
        int common = Math.min(shown.size(), next.size());
        for (int i = 0; i < common; i++) {
            if (!shown.get(i).equals(next.get(i))) {
                shown.set(i, next.get(i));
            }
        }
        if (shown.size() > next.size()) {
            shown.remove(next.size(), shown.size());
        } else if (next.size() > common) {
            shown.addAll(next.subList(common, next.size()));
        }
    }
}
