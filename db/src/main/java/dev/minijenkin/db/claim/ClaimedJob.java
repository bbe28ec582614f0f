package dev.minijenkin.db.claim;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;

/// A job that a runner has just taken, with all that it needs to carry it out.
///
/// @param key as the workflow file has it; of a called job with those of its callers
/// @param definition what is to be carried out
/// @param event payload (JSON) of what started the run, where the job is running since it was
///   claimed; empty: it is claimed only, and to be begun by itself
public record ClaimedJob(
        ClaimId claim,
        JobId job,
        RunId run,
        RepositoryId repository,
        String key,
        Definition definition,
        Optional<byte[]> event,
        Terms terms,
        RunTitle title,
        Source source) {
    /// The same job, which is running.
    ///
    /// @param payload of its run's event
    ClaimedJob begun(byte[] payload) {
        return new ClaimedJob(
                claim,
                job,
                run,
                repository,
                key,
                definition,
                Optional.of(payload),
                terms,
                title,
                source);
    }

    /// A `JobDefinition` in the parts in which it is stored, each an object (JSON): to put them
    /// together is left to whoever reads them.
    ///
    /// @param template what all runs of the same file say alike of the job
    /// @param own what it says beside that, or in its place
    /// @param ofRun contexts that all jobs of its run see alike
    /// @param ofJob contexts beside these, or in their place; of `github` single fields
    public record Definition(String template, String own, String ofRun, String ofJob) {}

    /// What comes with this claim, and not with the job.
    ///
    /// @param claimedAt by the database's clock: what the runner's times count from
    /// @param logDay partition of this claim's log
    /// @param logLimitBytes uncompressed bytes of log it may write
    /// @param lostBy name of the runner that had the job before and was lost; empty where none was
    /// @param deployment empty where the job holds no environment
    /// @param testReports patterns of reports that its pipeline wants kept, one a line; empty: none
    public record Terms(
            OffsetDateTime claimedAt,
            LocalDate logDay,
            long logLimitBytes,
            Optional<String> lostBy,
            Optional<Deployment> deployment,
            String testReports) {}

    /// What the job deploys to, and whose lock it holds.
    ///
    /// @param fenceToken `DEPLOY_FENCE_TOKEN`: greater than that of every holder before
    public record Deployment(EnvironmentId environment, long fenceToken) {}

    /// How people know its run.
    ///
    /// @param number counts the runs of the pipeline
    /// @param attempt counts from 1
    public record RunTitle(String pipeline, long number, int attempt) {}

    /// What its run was started for.
    ///
    /// @param repository name of the repository
    /// @param url where it is fetched from: a path or whatever git takes
    /// @param ref full ref: `refs/heads/main`
    public record Source(String repository, String url, String ref, String commit) {}
}
