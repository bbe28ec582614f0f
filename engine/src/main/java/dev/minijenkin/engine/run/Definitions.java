package dev.minijenkin.engine.run;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.run.job.Jobs;
import dev.minijenkin.workflow.plan.definition.JobDefinition;
import dev.minijenkin.workflow.plan.definition.JobDefinitions;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The definitions of a run's jobs, each read at most once and only when it is asked for: a run of
/// many jobs does not pay for all of them at each step. Used by one thread, within one transaction.
public final class Definitions {
    private final Tx tx;
    private final Map<JobId, JobDefinition> known = new HashMap<>();

    public Definitions(Tx tx) {
        this.tx = tx;
    }

    /// Of jobs that are known already.
    Definitions(Tx tx, Map<JobId, JobDefinition> known) {
        this(tx);
        this.known.putAll(known);
    }

    /// What came with a claim.
    ///
    /// @throws IllegalArgumentException where it is no definition, or that of a newer version
    public static JobDefinition of(ClaimedJob claimed) {
        ClaimedJob.Definition parts = claimed.definition();
        return JobDefinitions.decode(parts.template(), parts.own(), parts.ofRun(), parts.ofJob());
    }

    /// Reads several with one statement.
    public void preload(Collection<JobId> jobs) {
        List<JobId> unknown = jobs.stream().filter(job -> !known.containsKey(job)).toList();
        Jobs.definitions(tx, unknown)
                .forEach((job, json) -> known.put(job, JobDefinitions.decode(json)));
    }

    public JobDefinition of(JobId job) {
        preload(List.of(job));
        return Objects.requireNonNull(known.get(job), () -> "no definition of " + job);
    }

    /// After it was written anew.
    public void forget(JobId job) {
        known.remove(job);
    }
}
