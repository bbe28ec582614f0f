package dev.minijenkin.db.deployment;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/// A deployment as people see it in the history of its environment.
///
/// @param run that of its job
/// @param name of its job: `ship of ci #3`
/// @param state as in `deployments`
/// @param actor who started the run, or rolled back
/// @param at when it ended, else when it got the lock, else when it began to wait
/// @param url where people see what was deployed; empty: the job did not say
/// @param approvedBy in their order
/// @param remarks one sentence each: why it was rejected, rolled back, or passed the rules
public record PastDeployment(
        long id,
        JobId job,
        RunId run,
        String name,
        String commit,
        String state,
        String actor,
        OffsetDateTime at,
        Optional<String> url,
        List<String> approvedBy,
        List<String> remarks) {}
