package dev.minijenkin.workflow.plan.leg;

/// How the legs of a job go together.
///
/// @param failFast whether a leg that fails cancels the others
/// @param maxParallel how many may be under way at a time; 0: all of them
public record Strategy(boolean failFast, int maxParallel) {
    public static final Strategy USUAL = new Strategy(true, 0);
}
