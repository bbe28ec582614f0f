package dev.minijenkin.workflow.next;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is to be done in a run now.
///
/// @param starting ids of blocked jobs with steps whose turn has come
/// @param expanding ids of blocked jobs whose turn has come and that become other jobs: the legs or
///   the called jobs that they stand for
/// @param skipped ids of blocked jobs that end without running, with the sentence why
/// @param broken ids of blocked jobs whose `if` cannot be evaluated, with the sentence why: they
///   fail
/// @param stopped ids of jobs that must end because another leg failed, with the sentence why:
///   those with a runner as soon as they can, the others at once
/// @param called ids of calls whose jobs have ended, with the result of all together
/// @param runResult how the run ends; null while it goes on
public record Decisions(
        List<Long> starting,
        List<Long> expanding,
        Map<Long, String> skipped,
        Map<Long, String> broken,
        Map<Long, String> stopped,
        Map<Long, Result> called,
        @Nullable Result runResult) {
    /// How the run ends; empty while it goes on.
    public Optional<Result> end() {
        return Optional.ofNullable(runResult);
    }

    /// Whether the jobs are, when these are carried out, as they were.
    public boolean changeNoJob() {
        return starting.isEmpty()
                && expanding.isEmpty()
                && skipped.isEmpty()
                && broken.isEmpty()
                && stopped.isEmpty()
                && called.isEmpty();
    }

    /// Whether jobs begin, and nothing else is to be done.
    public boolean areOnlyStarts() {
        return expanding.isEmpty()
                && skipped.isEmpty()
                && broken.isEmpty()
                && stopped.isEmpty()
                && called.isEmpty()
                && runResult == null;
    }

    /// Whether the planner must be asked again at once, when these are carried out: there are other
    /// jobs then, or outputs that others need; or jobs that had to end and were with no runner, so
    /// that they have ended.
    public boolean areOnlyTheFirst() {
        return !expanding.isEmpty()
                || !called.isEmpty()
                || (!stopped.isEmpty() && runResult == null);
    }
}
