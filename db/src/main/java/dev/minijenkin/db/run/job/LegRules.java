package dev.minijenkin.db.run.job;

/// How the legs of a job go together.
///
/// @param failFast whether a failure cancels the other legs
/// @param maxParallel how many legs may be under way at a time; 0: all
/// @param continueOnError whether a failure counts as success for others
public record LegRules(boolean failFast, int maxParallel, boolean continueOnError) {
    public static final LegRules USUAL = new LegRules(true, 0, false);
}
