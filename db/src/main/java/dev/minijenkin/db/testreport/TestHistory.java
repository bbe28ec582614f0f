package dev.minijenkin.db.testreport;

import dev.minijenkin.db.RunId;

/// How a test that fails went lately, over all runs of its repository.
///
/// @param passed how often
/// @param failed how often
/// @param lastFailed run in which it failed last
public record TestHistory(
        String suite, String name, Verdict verdict, long passed, long failed, RunId lastFailed) {
    /// What its failures mean.
    public enum Verdict {
        /// The same job failed and passed with it at one commit, or it passed when it was tried
        /// again.
        FLAKY,
        /// It failed when it was tried last.
        BROKEN,
        /// It failed, and has passed since.
        MENDED
    }
}
