package dev.minijenkin.db.view.insight;

import dev.minijenkin.db.testreport.TestHistory;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a pipeline spends its time on, and what of it cannot be relied on: told from its newest
/// runs of some days, a hundred at most.
///
/// @param runs how many it is told from
/// @param jobs that take longest
/// @param steps that take longest
/// @param flakyTests of its repository, over all of its pipelines, that failed and passed at one
///   commit
/// @param flakyJobs that failed and passed at one commit
/// @param waits how long jobs waited in the queue, by their labels, the longest first
public record PipelineDetail(
        long runs,
        List<Slow> jobs,
        List<Slow> steps,
        List<TestHistory> flakyTests,
        List<FlakyJob> flakyJobs,
        List<Wait> waits) {
    /// How long a job or a step takes where it succeeds.
    ///
    /// @param of the job of a step; empty: steps of several jobs have that name, or it is a job
    /// @param median of all of the same name
    /// @param before the same in as many days before; null: there was none
    public record Slow(String name, String of, Duration median, @Nullable Duration before) {}

    /// A job of which it cannot be said whether it fails.
    ///
    /// @param commits on which it both failed and succeeded
    public record FlakyJob(String name, long commits) {}

    /// How long jobs waited from when they could be carried out until they began.
    public record Wait(List<String> labels, long jobs, Duration median, Duration p95) {}
}
