package dev.minijenkin.console.frame.place;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;

/// Where a person can be.
public sealed interface Place {
    /// A view that is about no run in particular, and means nothing to others.
    sealed interface OfAll extends Place {}

    record OverviewPlace() implements OfAll {}

    /// What waits, and why.
    record QueuePlace() implements OfAll {}

    /// Who carries jobs out.
    record RunnersPlace() implements OfAll {}

    /// Environments, and who deploys to them.
    record DeploysPlace() implements OfAll {}

    /// What came in and what goes out.
    record DeliveriesPlace() implements OfAll {}

    /// Every log of every run.
    ///
    /// @param text for the search box; empty: what was there
    record SearchPlace(String text) implements OfAll {}

    /// How pipelines do over days.
    record InsightsPlace() implements OfAll {}

    /// Every command.
    record AuditPlace() implements OfAll {}

    /// What administrators set up.
    record ManagePlace() implements OfAll {}

    /// All runs.
    ///
    /// @param filter text for the filter box
    record RunsPlace(String filter) implements Place {}

    record RunPlace(RunId run) implements Place {}

    /// A job of the newest attempt, on the page of its run.
    record JobPlace(RunId run, JobId job) implements Place {}

    /// A red run against the last green one of its branch.
    record DifferPlace(RunId run) implements Place {}

    /// The log of a job, and another one beside it.
    record BesidePlace(RunId run, JobId job) implements Place {}

    /// The logs of all jobs of a run, by time.
    record RunLogPlace(RunId run) implements Place {}

    /// The log of a job.
    ///
    /// @param line to bring into sight, from 1; 0: none
    record LogPlace(RunId run, JobId job, int line) implements Place {
        public LogPlace(RunId run, JobId job) {
            this(run, job, 0);
        }
    }
}
