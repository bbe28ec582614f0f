package dev.minijenkin.workflow.next;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/// How a job or a run ended.
public enum Result {
    SUCCESS,
    FAILURE,
    TIMED_OUT,
    CANCELLED,
    SKIPPED;

    private static final List<Result> BY_WEIGHT =
            List.of(FAILURE, TIMED_OUT, CANCELLED, SUCCESS, SKIPPED);

    /// What `needs.<id>.result` says: a job that ran out of time was cancelled.
    public String asNeed() {
        return (this == TIMED_OUT ? CANCELLED : this).name().toLowerCase(Locale.ROOT);
    }

    /// The result of several together: the worst that happened; skipped only if all were.
    public static Result together(Collection<Result> results) {
        return BY_WEIGHT.stream().filter(results::contains).findFirst().orElse(SKIPPED);
    }
}
