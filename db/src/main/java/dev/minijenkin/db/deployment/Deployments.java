package dev.minijenkin.db.deployment;

import static dev.minijenkin.db.schema.Tables.DEPLOYMENTS;
import static dev.minijenkin.db.schema.Tables.DEPLOYMENT_LOCKS;

import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.hold.HeldJobs;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.run.Run;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Statements over `deployments` and `deployment_locks`. Deployments come and go under the lock of
/// their run; the row of the environment's lock is locked after that.
public final class Deployments {
    /// People see the newest sentence of so many that wait at one environment.
    private static final int EXPLAINED = 100;

    /// Nobody holds it, and it is not kept any more.
    private static final String FREE =
            "l.deployment_id is null and (l.kept_because is null or l.kept_until <= now())";

    /// What becomes of the locks of deployments `e` that ended. One whose claim ended without a
    /// result may have processes that still run: its lock is kept until the runner's own watch has
    /// ended them for sure, by the lease and the grace.
    private static final String LEAVE =
            """
            update deployment_locks l
            set deployment_id = null, held_since = null, kept_because = case
                    when c.outcome <> 'finished' then format(
                        'runner %%s was lost while %%s of %%s #%%s deployed, and its processes may still be ending',
                        w.name, j.name, p.name, r.number)
                    when v.keeps_lock_after_failure and e.state = 'failed' then format(
                        '%%s of %%s #%%s failed, and a person is to look before the next one deploys',
                        j.name, p.name, r.number) end,
                kept_until = case
                    when c.outcome <> 'finished' and not (v.keeps_lock_after_failure and e.state = 'failed')
                    then now() + make_interval(secs => s.lease_seconds + s.deployment_grace_seconds) end
            from %s e
            join jobs j on j.id = e.job_id
            join pipeline_runs r on r.id = j.run_id
            join pipelines p on p.id = r.pipeline_id
            join environments v on v.id = e.environment_id
            left join claims c on c.id = e.claim_id
            left join runners w on w.id = c.runner_id
            cross join settings s
            where l.deployment_id = e.id\
            """;

    private Deployments() {}

    /// A job wants to deploy, and waits for its turn.
    public static void request(Tx tx, EnvironmentId environment, Run run, JobId job) {
        Environments.ensureLock(tx, environment);
        tx.sql()
                .insertInto(DEPLOYMENTS)
                .set(DEPLOYMENTS.ENVIRONMENT_ID, environment.value())
                .set(DEPLOYMENTS.JOB_ID, job.value())
                .set(DEPLOYMENTS.COMMIT_SHA, run.origin().commitSha())
                .execute();
    }

    /// The environments at which jobs of a run are in line.
    public static List<EnvironmentId> waitedFor(Tx tx, RunId run) {
        return tx.sql()
                .fetch(
                        """
                        select distinct d.environment_id
                        from jobs j
                        join deployments d on d.job_id = j.id and d.state = 'waiting'
                        where j.run_id = ? and j.finished_at is null
                        """,
                        run.value())
                .map(row -> new EnvironmentId(row.get("environment_id", Long.class)));
    }

    /// Whose turn it is; empty where the environment is in use or kept, or nobody waits.
    public static Optional<NextDeployment> next(Tx tx, EnvironmentId environment) {
        return tx
                .sql()
                .fetch(
                        """
                        select d.id, d.job_id, j.run_id
                        from deployment_locks l
                        join deployments d on d.environment_id = l.environment_id and d.state = 'waiting'
                        join jobs j on j.id = d.job_id
                        where l.environment_id = ? and %s and not exists (select from holds h where %s)
                        order by d.id limit 1
                        """
                                .formatted(FREE, HeldJobs.HOLDS),
                        environment.value())
                .stream()
                .findFirst()
                .map(row ->
                        new NextDeployment(
                                row.get("id", Long.class),
                                new JobId(row.get("job_id", Long.class)),
                                new RunId(row.get("run_id", Long.class))));
    }

    /// Environments that are free although somebody waits: where a process died right after it
    /// freed one, and where one was kept until now.
    public static List<EnvironmentId> due(Tx tx) {
        return tx.sql()
                .fetch(
                        """
                        select distinct d.environment_id
                        from deployments d
                        join deployment_locks l on l.environment_id = d.environment_id
                        join jobs j on j.id = d.job_id
                        where d.state = 'waiting' and %s and not exists (select from holds h where %s)
                        """
                                .formatted(FREE, HeldJobs.HOLDS))
                .map(row -> new EnvironmentId(row.get("environment_id", Long.class)));
    }

    /// Locks the row of the environment's lock until the end of the transaction.
    public static void lock(Tx tx, EnvironmentId environment) {
        tx.sql()
                .select(DEPLOYMENT_LOCKS.ENVIRONMENT_ID)
                .from(DEPLOYMENT_LOCKS)
                .where(DEPLOYMENT_LOCKS.ENVIRONMENT_ID.eq(environment.value()))
                .forNoKeyUpdate()
                .execute();
    }

    /// The same where nobody else holds it just now.
    ///
    /// @return whether this transaction holds it
    public static boolean tryLock(Tx tx, EnvironmentId environment) {
        return tx.sql()
                .select(DEPLOYMENT_LOCKS.ENVIRONMENT_ID)
                .from(DEPLOYMENT_LOCKS)
                .where(DEPLOYMENT_LOCKS.ENVIRONMENT_ID.eq(environment.value()))
                .forNoKeyUpdate()
                .skipLocked()
                .fetchOptional()
                .isPresent();
    }

    /// Gives the lock of the environment to a deployment that waits.
    ///
    /// @return its fencing token; empty where somebody else holds the lock
    public static OptionalLong begin(Tx tx, NextDeployment next) {
        return tx
                .sql()
                .fetch(
                        """
                        with held as (
                            update deployment_locks l
                            set deployment_id = d.id, held_since = now(), fence_token = l.fence_token + 1,
                                kept_because = null, kept_until = null
                            from deployments d
                            where d.id = ? and d.state = 'waiting' and l.environment_id = d.environment_id
                                and %s
                            returning l.fence_token)
                        update deployments d
                        set state = 'active', started_at = now(), fence_token = held.fence_token
                        from held where d.id = ?
                        returning d.fence_token
                        """
                                .formatted(FREE),
                        next.deployment(),
                        next.deployment())
                .stream()
                .mapToLong(row -> row.get("fence_token", Long.class))
                .findFirst();
    }

    /// Ends the deployments of the jobs of a run that have ended, and frees what they held, or
    /// keeps it where processes may still run.
    ///
    /// @return the environments that they were at
    public static List<EnvironmentId> endEnded(Tx tx, RunId run) {
        return tx.sql()
                .fetch(
                        """
                        with ended as (
                            update deployments d
                            set finished_at = now(),
                                state = case
                                    when j.conclusion = 'success' then 'succeeded'
                                    when j.conclusion = 'cancelled' or d.fence_token is null then 'cancelled'
                                    else 'failed' end
                            from jobs j
                            where j.run_id = ? and d.job_id = j.id and j.state = 'finished'
                                and d.state in ('waiting', 'active')
                            returning d.id, d.job_id, d.environment_id, d.claim_id, d.state),
                        left_it as (
                            %s)
                        select distinct environment_id from ended
                        """
                                .formatted(LEAVE.formatted("ended")),
                        run.value())
                .map(row -> new EnvironmentId(row.get("environment_id", Long.class)));
    }

    /// After a lost runner: the deployment waits again, and is to get a new token, where its
    /// environment allows that and the job may be claimed again.
    ///
    /// @return the environment, which is kept for a while; empty where it is not repeated
    public static Optional<EnvironmentId> repeat(Tx tx, JobId job) {
        return tx
                .sql()
                .fetch(
                        """
                        with again as materialized (
                            select d.id, d.job_id, d.environment_id, d.claim_id, d.state
                            from deployments d
                            join environments e on e.id = d.environment_id
                            join jobs j on j.id = d.job_id
                            where d.job_id = ? and d.state = 'active'
                                and e.retries_after_lost_runner and j.claims_left > 0
                                and j.cancel_requested_at is null and j.state in ('claimed', 'running')
                            for no key update of d),
                        left_it as (
                            %s),
                        back as (
                            update deployments d
                            set state = 'waiting', fence_token = null, started_at = null, claim_id = null
                            from again a where d.id = a.id),
                        waiting as (
                            update jobs j
                            set state = 'waiting', waiting_for = 'deployment_lock', claimed_at = null,
                                started_at = null
                            from again a where j.id = a.job_id)
                        select environment_id from again
                        """
                                .formatted(LEAVE.formatted("again")),
                        job.value())
                .stream()
                .findFirst()
                .map(row -> new EnvironmentId(row.get("environment_id", Long.class)));
    }

    /// A person frees an environment that is kept; the caller hands it over afterwards.
    ///
    /// @return false where it is not kept: it is free, or somebody deploys
    public static boolean free(Tx tx, EnvironmentId environment) {
        return tx.sql()
                        .update(DEPLOYMENT_LOCKS)
                        .setNull(DEPLOYMENT_LOCKS.KEPT_BECAUSE)
                        .setNull(DEPLOYMENT_LOCKS.KEPT_UNTIL)
                        .where(DEPLOYMENT_LOCKS.ENVIRONMENT_ID.eq(environment.value()))
                        .and(DEPLOYMENT_LOCKS.KEPT_BECAUSE.isNotNull())
                        .execute()
                == 1;
    }

    /// Whether a job holds the lock of an environment.
    public static boolean isActive(Tx tx, JobId job) {
        return tx.sql()
                .fetchExists(
                        DEPLOYMENTS,
                        DEPLOYMENTS.JOB_ID.eq(job.value()).and(DEPLOYMENTS.STATE.eq("active")));
    }

    /// Where people see what was deployed; the caller has just recorded the job's result.
    public static void setUrl(Tx tx, JobId job, String url) {
        tx.sql()
                .update(DEPLOYMENTS)
                .set(DEPLOYMENTS.URL, PostgresText.text(url))
                .where(DEPLOYMENTS.JOB_ID.eq(job.value()))
                .execute();
    }

    /// Tells those that wait at an environment who holds its lock, or why and until when it is
    /// kept. Passes over what somebody else has locked: he changes it anyway.
    public static void explain(Tx tx, EnvironmentId environment) {
        tx.sql()
                .fetch(
                        """
                        with found as materialized (
                            select w.job_id, 'Waits for the deployment lock of `' || e.name || '`, which ' || case
                                    when l.kept_because is null
                                    then h.name || ' of ' || p.name || ' #' || r.number || ' holds'
                                    when l.kept_until is null
                                    then 'is kept until a person frees it, because ' || l.kept_because
                                    else 'is kept until '
                                        || to_char(l.kept_until at time zone 'UTC', 'HH24:MI:SS "UTC, because "')
                                        || l.kept_because end as message
                            from deployment_locks l
                            join environments e on e.id = l.environment_id
                            left join deployments a on a.id = l.deployment_id
                            left join jobs h on h.id = a.job_id
                            left join pipeline_runs r on r.id = h.run_id
                            left join pipelines p on p.id = r.pipeline_id
                            join deployments w on w.environment_id = l.environment_id and w.state = 'waiting'
                            where l.environment_id = ? and (a.id is not null or l.kept_because is not null)
                            order by w.id limit ?)
                        update jobs j set message = f.message from found f
                        where f.job_id = j.id and j.state = 'waiting' and j.waiting_for = 'deployment_lock'
                            and j.message is distinct from f.message
                            and j.id in (select id from jobs where id in (select job_id from found)
                                for no key update skip locked)
                        returning j.run_id
                        """,
                        environment.value(),
                        EXPLAINED)
                .getValues("run_id", Long.class)
                .forEach(run -> tx.hint(Topic.RUN, run));
    }
}
