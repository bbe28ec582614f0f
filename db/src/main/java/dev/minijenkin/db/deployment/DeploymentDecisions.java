package dev.minijenkin.db.deployment;

import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import java.util.List;
import java.util.Optional;

/// What people say about deployments, under the lock of the run. Who says it, and why, the database
/// reads from the row of the command, and it knows who may.
public final class DeploymentDecisions {
    private DeploymentDecisions() {}

    /// Approves or rejects a job, as the kind of the command says.
    ///
    /// @return one sentence: why this person may not, or why there is nothing to decide; empty
    ///   where it is written
    public static Optional<String> decide(Tx tx, CommandId command, JobId job) {
        return refusal(tx, "decide_deployment", command, job);
    }

    /// Lets a job pass all rules of its environment.
    ///
    /// @return as [#decide]
    public static Optional<String> breakGlass(Tx tx, CommandId command, JobId job) {
        return refusal(tx, "break_glass", command, job);
    }

    /// Lets a job be older than what is deployed.
    public static void rollBack(Tx tx, CommandId command, JobId job) {
        tx.sql().fetch("select roll_back_deployment(?, ?)", command.value(), job.value());
    }

    /// The jobs of a run that wait for approval, in the order in which they came.
    public static List<JobId> undecided(Tx tx, RunId run) {
        return tx.sql()
                .fetch(
                        """
                        select g.job_id from jobs j join deployment_gates g on g.job_id = j.id
                        where j.run_id = ? and j.finished_at is null and g.approvals_missing > 0
                        order by g.deployment_id
                        """,
                        run.value())
                .map(row -> new JobId(row.get("job_id", Long.class)));
    }

    /// How a job stands at its environment; empty where it does not wait there.
    public static Optional<EnvironmentGate> gate(Tx tx, JobId job) {
        return tx.sql()
                .fetchOptional(
                        """
                        select environment_id, environment, cardinality(approved_by) as approvals, approvals_missing
                        from deployment_gates where job_id = ?
                        """,
                        job.value())
                .map(row ->
                        new EnvironmentGate(
                                new EnvironmentId(row.get("environment_id", Long.class)),
                                row.get("environment", String.class),
                                row.get("approvals", Integer.class),
                                row.get("approvals_missing", Integer.class)));
    }

    private static Optional<String> refusal(Tx tx, String function, CommandId command, JobId job) {
        return Optional.ofNullable(
                tx.sql()
                        .fetchSingle(
                                "select %s(?, ?) as refusal".formatted(function),
                                command.value(),
                                job.value())
                        .get("refusal", String.class));
    }
}
