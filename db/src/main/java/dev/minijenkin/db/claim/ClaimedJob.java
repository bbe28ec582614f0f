package dev.minijenkin.db.claim;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;

/// A job that a runner has just taken, with all that it needs to carry it out.
///
/// @param logDay partition of this claim's log
/// @param claimedAt by the database's clock: what the runner's times count from
/// @param attempt of the run
/// @param definition JSON of `JobDefinition`
/// @param logLimitBytes uncompressed bytes of log it may write
/// @param lostBy name of the runner that had it before and was lost; empty where none was
public record ClaimedJob(
        ClaimId claim,
        JobId job,
        RunId run,
        RepositoryId repository,
        LocalDate logDay,
        OffsetDateTime claimedAt,
        String repositoryName,
        String repositoryUrl,
        String defaultBranch,
        String pipelineName,
        String pipelinePath,
        long runNumber,
        int attempt,
        String event,
        String ref,
        String commitSha,
        String actor,
        String key,
        String definition,
        long logLimitBytes,
        Optional<String> lostBy) {}
