package dev.minijenkin.db.view.run;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.db.run.job.WaitingReason;
import dev.minijenkin.db.view.runs.AskedLabels;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A job as the page of its run shows it.
///
/// @param key id in the workflow file; legs of a matrix share it
/// @param needs keys of the jobs that come before it; of the first of a called file those that its
///   caller needs
public record JobView(
        JobId id,
        String key,
        String name,
        List<String> needs,
        Status status,
        Placement placement,
        Times times,
        Log log,
        List<StepView> steps) {
    /// Whether its result was taken over from an earlier attempt.
    public boolean kept() {
        return !log.job().equals(id);
    }

    JobView with(List<String> allNeeds, List<StepView> newSteps) {
        return new JobView(id, key, name, allNeeds, status, placement, times, log, newSteps);
    }

    /// How far it is.
    ///
    /// @param message one sentence: why it failed, was skipped or waits; empty where there is
    ///   nothing to say
    public record Status(
            JobState state,
            @Nullable WaitingReason waitingFor,
            @Nullable Conclusion conclusion,
            @Nullable Cause cause,
            String message) {}

    /// Where it runs, or may.
    ///
    /// @param asked labels that a runner must have; whether one has them is known while the job is
    ///   queued
    /// @param runner of the live or the last claim; empty before the first
    public record Placement(AskedLabels asked, String runner) {
        public List<String> labels() {
            return asked.labels();
        }
    }

    /// When, by the database's clock.
    public record Times(
            Instant created,
            @Nullable Instant queued,
            @Nullable Instant started,
            @Nullable Instant finished) {}

    /// What it wrote.
    ///
    /// @param job whose log counts: itself, or the earlier one whose result was taken over
    /// @param truncated whether it was cut at its limit
    public record Log(JobId job, boolean truncated) {}
}
