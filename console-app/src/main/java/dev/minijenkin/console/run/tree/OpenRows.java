package dev.minijenkin.console.run.tree;

import dev.minijenkin.console.state.StateLooks;
import dev.minijenkin.console.state.StateShape;
import dev.minijenkin.db.view.run.JobView;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Which rows of a run show their inside: those that a person opened; else what runs or failed, as
/// long as that is not too much. What is around the selected row does not close by itself. FX
/// thread only.
public final class OpenRows {
    private static final int MANY_LEGS = 12;

    private final Map<String, Boolean> chosen = new HashMap<>();
    private Set<String> held = Set.of();

    /// Another run: nothing was opened or closed there yet.
    public void forget() {
        chosen.clear();
        held = Set.of();
    }

    public void choose(JobRow row, boolean open) {
        chosen.put(row.key(), open);
    }

    /// Keeps these open, unless a person closes them.
    ///
    /// @param keys of rows that are open
    public void hold(Set<String> keys) {
        held = Set.copyOf(keys);
    }

    public boolean isOpen(JobRow row) {
        return chosen.getOrDefault(row.key(), held.contains(row.key()) || byItself(row));
    }

    private static boolean byItself(JobRow row) {
        return switch (row) {
            case JobRow.OfGroup group ->
                    group.kind() == GroupKind.CALL
                            || (group.jobs().size() <= MANY_LEGS
                                    && group.jobs().stream().anyMatch(OpenRows::isInteresting));
            case JobRow.OfJob job -> isInteresting(job.job());
            case JobRow.OfStep _ -> false;
        };
    }

    private static boolean isInteresting(JobView job) {
        StateShape shape = StateLooks.of(job).shape();
        return shape == StateShape.RUNNING
                || shape == StateShape.FAILURE
                || shape == StateShape.TIMED_OUT;
    }
}
