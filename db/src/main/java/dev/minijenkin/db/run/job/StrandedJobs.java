package dev.minijenkin.db.run.job;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.hold.HeldJobs;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds what rows of several tables say against each other. The statements of the product change
/// them together, so that there is nothing to find unless somebody else wrote, or deleted.
public final class StrandedJobs {
    private static final int BATCH = 1000;

    /// Each kind is asked through an index or a table of what is open.
    private static final String ALL =
            """
            select * from (
                select 'not_in_queue' as kind, j.run_id, j.id as job_id from jobs j
                where j.finished_at is null and j.state = 'queued'
                    and not exists (select from queue q where q.job_id = j.id)
                union all
                select 'wrongly_in_queue', (select run_id from jobs where id = q.job_id), q.job_id from queue q
                where not exists (select from jobs j where j.id = q.job_id and j.state = 'queued')
                union all
                select 'not_claimed', j.run_id, j.id from jobs j
                where j.finished_at is null and j.state in ('claimed', 'running') and j.form = 'steps'
                    and not exists (select from claims c where c.job_id = j.id and c.released_at is null)
                union all
                select 'wrongly_claimed', j.run_id, j.id from claims c join jobs j on j.id = c.job_id
                where c.released_at is null and j.state not in ('claimed', 'running')
                union all
                select 'not_in_group', j.run_id, j.id from jobs j
                where j.finished_at is null and j.state = 'waiting' and j.waiting_for = 'concurrency'
                    and not exists (select from concurrency_groups g where g.job_id = j.id and not g.active)
                union all
                select 'not_at_environment', j.run_id, j.id from jobs j
                where j.finished_at is null and j.state = 'waiting' and j.waiting_for in ('deployment_lock', 'approval', 'wait_timer')
                    and not exists (select from deployments d where d.job_id = j.id and d.state = 'waiting')
                union all
                select 'not_held', j.run_id, j.id from jobs j
                where j.finished_at is null and j.state = 'waiting' and j.waiting_for = 'hold'
                    and not exists (select from holds h where %s)
                union all
                select 'run_not_in_group', r.id, null from open_runs o join pipeline_runs r on r.id = o.run_id
                where r.finished_at is null and r.state = 'waiting' and not exists (
                    select from concurrency_groups g where g.run_id = r.id and g.job_id is null and not g.active)
                union all
                select 'run_not_ended', r.id, null from open_runs o join pipeline_runs r on r.id = o.run_id
                where r.finished_at is null and r.state in ('queued', 'running') and not exists (
                    select from jobs j where j.run_id = r.id and j.attempt = r.attempt and j.finished_at is null)) s
            """
                    .formatted(HeldJobs.HOLDS);

    private StrandedJobs() {}

    /// What is stranded just now.
    public static List<Stranded> find(Tx tx) {
        return tx.sql()
                .fetch(ALL + "order by run_id, job_id limit ?", BATCH)
                .map(row -> {
                    Long job = row.get("job_id", Long.class);
                    return new Stranded(
                            EnumWords.parse(Stranded.Kind.class, row.get("kind", String.class)),
                            new RunId(row.get("run_id", Long.class)),
                            job == null ? null : new JobId(job));
                });
    }

    /// Whether it still is, asked under the lock of its run.
    public static boolean isStranded(Tx tx, Stranded stranded) {
        return !tx.sql()
                .fetch(
                        ALL + "where kind = ? and run_id = ? and job_id is not distinct from ?",
                        EnumWords.of(stranded.kind()),
                        stranded.run().value(),
                        stranded.job() == null ? null : stranded.job().value())
                .isEmpty();
    }

    /// Moves a job that is queued or with a runner back to `blocked`, for its turn to come again.
    public static void takeBack(Tx tx, JobId job) {
        tx.sql()
                .execute(
                        """
                        update jobs set state = 'blocked', claimed_at = null, started_at = null
                        where id = ? and state in ('queued', 'claimed', 'running')
                        """,
                        job.value());
    }

    /// The live claim of a job, else its newest; empty where it was never claimed.
    public static Optional<ClaimId> lastClaim(Tx tx, JobId job) {
        return tx
                .sql()
                .fetch(
                        """
                        select id from claims where job_id = ?
                        order by released_at is null desc, id desc limit 1
                        """,
                        job.value())
                .stream()
                .findFirst()
                .map(row -> new ClaimId(row.get("id", Long.class)));
    }

    /// Those of some jobs of which no claim is live.
    public static Set<JobId> unclaimed(Tx tx, Collection<JobId> jobs) {
        return tx
                .sql()
                .fetch(
                        """
                        select j.id from unnest(?::bigint[]) j (id)
                        where not exists (select from claims c where c.job_id = j.id and c.released_at is null)
                        """,
                        (Object) jobs.stream().map(JobId::value).toArray(Long[]::new))
                .stream()
                .map(row -> new JobId(row.get("id", Long.class)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Whether a deployment of a job is there, in whatever state.
    public static boolean hasDeployment(Tx tx, JobId job) {
        return !tx.sql()
                .fetch("select id from deployments where job_id = ?", job.value())
                .isEmpty();
    }
}
