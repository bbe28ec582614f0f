package dev.minijenkin.db.view.news;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.view.overview.Attention;
import dev.minijenkin.db.view.runs.RunView;
import java.time.Instant;
import java.util.List;

/// What came about since a person looked last.
///
/// @param at when that was asked, by the database's clock
/// @param approvals that a deployment began to wait for, the newest first
/// @param attentions what else needs a person, and did not before
/// @param searches that the person saved, and that found something
/// @param watched runs that ended: of pipelines that they watch, or their own; the newest first
/// @param ended all runs that did
public record News(
        Instant at,
        List<WaitingApproval> approvals,
        List<Attention> attentions,
        List<SearchMatches> searches,
        List<RunView> watched,
        EndedRuns ended) {
    /// A deployment that waits for a person's word.
    ///
    /// @param name of the run: `shop-web / deploy #414`
    /// @param title of its commit
    public record WaitingApproval(
            RunId run,
            JobId job,
            String name,
            String environment,
            String title,
            String actor,
            Instant since) {}

    /// What a saved search found.
    ///
    /// @param job the last one that it found, with the first such line of its log
    /// @param runner that carried the job out; empty: it is gone
    /// @param lines in all jobs that it found
    public record SearchMatches(
            String search,
            RunId run,
            JobId job,
            long line,
            String runner,
            long lines,
            Instant at) {}

    /// How many runs ended, counted up to ten thousand.
    public record EndedRuns(long all, long succeeded, long failed) {}
}
