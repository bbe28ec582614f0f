package dev.minijenkin.db.run.open;

/// Which runs are open, in SQL: `open_runs` has all of them, and some that ended a moment ago.
public final class OpenRuns {
    /// Whether a run `r` is open, where all open ones are looked for.
    public static final String CONDITION = condition("r");

    private OpenRuns() {}

    /// The same of runs by another name. As an array, whose length the planner does not guess: it
    /// looks up runs by their ids.
    public static String condition(String runs) {
        return "(%1$s.id = any(array(select run_id from open_runs)) and %1$s.finished_at is null)"
                .formatted(runs);
    }
}
