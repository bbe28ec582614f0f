package dev.minijenkin.console.run;

import dev.minijenkin.console.state.StateLooks;
import dev.minijenkin.console.state.StateShape;
import dev.minijenkin.db.view.run.JobView;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Which rows of a run show their inside: those that a person opened; else what runs or failed, as
/// long as that is not too much. FX thread only.
final class OpenRows {
    private static final int MANY_LEGS = 12;

    private final Map<String, Boolean> chosen = new HashMap<>();

    /// Another run: nothing was opened or closed there yet.
    void forget() {
        chosen.clear();
    }

    void choose(JobRow row, boolean open) {
        id(row).ifPresent(id -> chosen.put(id, open));
    }

    boolean isOpen(JobRow row) {
        return id(row).map(id -> chosen.getOrDefault(id, byItself(row))).orElse(false);
    }

    /// What tells a row that can open apart from the others of its run.
    static Optional<String> id(JobRow row) {
        return switch (row) {
            case JobRow.OfGroup group -> Optional.of(group.id());
            case JobRow.OfJob job -> Optional.of("job " + job.job().id().value());
            case JobRow.OfStep _ -> Optional.empty();
        };
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
