package dev.minijenkin.db.stats;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.queue.Queue;
import dev.minijenkin.db.repository.Repositories;
import dev.minijenkin.db.retention.ExpiredRuns;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.job.RepeatedJobs;
import dev.minijenkin.db.run.open.OpenRuns;
import dev.minijenkin.db.view.run.LastGreens;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// A random history of runs, by the product's statements, and what a count of all rows says of it.
/// What retention deletes is kept beside, because it still counts.
final class PlayedHistory {
    private static final List<Conclusion> CONCLUSIONS = List.of(Conclusion.values());

    private static final List<String> REPOSITORIES = List.of("shop", "depot", "site");

    private static final String ALL_RUNS =
            "(select * from pipeline_runs union all select * from deleted_runs) r";
    private static final String ALL_JOBS =
            "(select * from jobs union all select * from deleted_jobs) j";
    private static final String JOB_COUNTS =
            "j.state = 'finished' and j.started_at is not null and j.calls is null and"
                    + " j.reused_job_id is null";

    private final TestDatabase test;
    private final Database database;
    private final Random random;

    PlayedHistory(TestDatabase test, Database database, Random random) {
        this.test = test;
        this.database = database;
        this.random = random;
        test.rows().execute("create table deleted_runs as select * from pipeline_runs");
        test.rows().execute("create table deleted_jobs as select * from jobs");
        test.rows().execute("update settings set run_retention_count = 1");
    }

    void act() {
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> database.runInTransaction(this::begin);
            case 3, 4 ->
                    database.runInTransaction(
                            tx -> one(tx, "state <> 'finished'").ifPresent(run -> end(tx, run)));
            case 5 ->
                    database.runInTransaction(
                            tx -> one(tx, "state = 'finished'").ifPresent(run -> again(tx, run)));
            case 6 -> rollUp();
            default -> database.runInTransaction(this::deleteOld);
        }
    }

    void rollUp() {
        database.transaction(RollUps::add);
    }

    private void begin(Tx tx) {
        String name = REPOSITORIES.get(random.nextInt(REPOSITORIES.size()));
        RepositoryId repository =
                Repositories.find(tx, name)
                        .map(known -> known.id())
                        .orElseGet(() -> SampleData.repository(tx, name));
        Run run = SampleData.blockedRun(tx, repository, "build", "test");
        if (random.nextBoolean()) {
            Queue.enqueue(tx, SampleData.jobsOf(tx, run));
        }
    }

    /// Some of its jobs had begun, and with them the run; all of it is some time ago.
    private void end(Tx tx, Run run) {
        int begun = random.nextInt(3);
        List<JobId> jobs = SampleData.jobsOf(tx, run);
        jobs.stream()
                .limit(begun)
                .forEach(job ->
                        tx.sql()
                                .execute(
                                        "update jobs set created_at = now() - interval '1 hour',"
                                                + " started_at = now() - interval '1 hour' +"
                                                + " make_interval(secs => ?) where id = ?",
                                        random.nextDouble(0.001, 3_000),
                                        job.value()));
        if (begun > 0) {
            tx.sql()
                    .execute(
                            "update pipeline_runs set started_at = now() - make_interval(secs => ?)"
                                    + " where id = ?",
                            random.nextDouble(0.001, 20_000),
                            run.id().value());
        }
        SampleData.finish(tx, run, CONCLUSIONS.get(random.nextInt(CONCLUSIONS.size())));
        int minutes = random.nextInt(4) == 0 ? random.nextInt(120 * 24 * 60) : random.nextInt(3);
        for (String shift :
                List.of(
                        "update jobs set created_at = created_at - by, started_at = started_at -"
                                + " by, finished_at = finished_at - by from s where finished_at ="
                                + " now()",
                        "update pipeline_runs set started_at = started_at - by, finished_at ="
                                + " finished_at - by from s where finished_at = now()",
                        "update ended_jobs set ended_at = ended_at - by from s where ended_at ="
                                + " now()",
                        "update ended_runs set ended_at = ended_at - by from s where ended_at ="
                                + " now() and weight = 1")) {
            tx.sql().execute("with s as (select make_interval(mins => ?) as by) " + shift, minutes);
        }
    }

    /// One of its jobs runs again, the other's result is taken over.
    private void again(Tx tx, Run run) {
        List<JobId> jobs = SampleData.jobsOf(tx, run);
        int attempt = Runs.startAttempt(tx, run.id());
        RepeatedJobs.repeat(tx, jobs.subList(0, 1), attempt, "ana");
        RepeatedJobs.reuse(tx, jobs.subList(1, 2), attempt);
    }

    private void deleteOld(Tx tx) {
        tx.sql()
                .execute(
                        "create temporary table kept_runs on commit drop as select * from"
                                + " pipeline_runs");
        tx.sql().execute("create temporary table kept_jobs on commit drop as select * from jobs");
        new ExpiredRuns().deleteSome(tx);
        tx.sql()
                .execute(
                        "insert into deleted_runs select * from kept_runs where id not in (select"
                                + " id from pipeline_runs)");
        tx.sql()
                .execute(
                        "insert into deleted_jobs select * from kept_jobs where id not in (select"
                                + " id from jobs)");
    }

    private Optional<Run> one(Tx tx, String which) {
        List<Long> ids =
                tx.sql()
                        .fetch("select id from pipeline_runs where " + which + " order by id")
                        .getValues("id", Long.class);
        return ids.isEmpty()
                ? Optional.empty()
                : Runs.lock(tx, new RunId(ids.get(random.nextInt(ids.size()))));
    }

    /// Minute, jobs, runs and those that succeeded: rolled up, and what is not yet.
    List<String> minutes() {
        return test.rows()
                .texts(
                        """
                        select minute, sum(jobs), sum(runs), sum(good) from (
                            select minute, jobs_finished as jobs, runs_finished as runs, runs_succeeded as good
                            from minute_figures
                            union all
                            select date_trunc('minute', ended_at), 1, 0, 0 from ended_jobs
                            union all
                            select date_trunc('minute', ended_at), 0, weight,
                                case when conclusion = 'success' then weight else 0 end
                            from ended_runs where conclusion in ('success', 'failure', 'timed_out')) f
                        group by minute
                        having sum(jobs) <> 0 or sum(runs) <> 0
                        order by minute
                        """);
    }

    List<String> countedMinutes() {
        return test.rows()
                .texts(
                        """
                        select minute, sum(jobs), sum(runs), sum(good) from (
                            select date_trunc('minute', j.finished_at) as minute, 1 as jobs, 0 as runs, 0 as good
                            from %s where %s
                            union all
                            select date_trunc('minute', r.finished_at), 0, 1,
                                case when r.conclusion = 'success' then 1 else 0 end
                            from %s where r.state = 'finished' and r.conclusion in ('success', 'failure', 'timed_out')) f
                        group by minute
                        order by minute
                        """
                                .formatted(ALL_JOBS, JOB_COUNTS, ALL_RUNS));
    }

    /// Minute, and the percentiles of what its jobs waited, as buckets.
    List<String> latencies() {
        return test.rows()
                .texts(
                        """
                        select minute, bucket_of(start_latency_p50_ms), bucket_of(start_latency_p95_ms)
                        from minute_figures where jobs_finished > 0 order by minute
                        """);
    }

    List<String> countedLatencies() {
        return test.rows()
                .texts(
                        """
                        select minute, bucket_of(round(bucket_middle(bucket_of(p50)))), bucket_of(round(bucket_middle(bucket_of(p95))))
                        from (
                            select date_trunc('minute', j.finished_at) as minute,
                                percentile_disc(0.5) within group (order by ms) as p50,
                                percentile_disc(0.95) within group (order by ms) as p95
                            from %s, lateral (
                                select (extract(epoch from j.started_at - j.created_at) * 1000)::float8 as ms) l
                            where %s
                            group by 1) m
                        order by minute
                        """
                                .formatted(ALL_JOBS, JOB_COUNTS));
    }

    /// Pipeline, runs, succeeded, failed, and the percentiles of durations, as buckets.
    List<String> pipelines() {
        return test.rows()
                .texts(
                        """
                        select pipeline_id, runs, succeeded, failed, bucket_of(usual_seconds * 1000), bucket_of(p95_seconds * 1000)
                        from pipeline_stats order by pipeline_id
                        """);
    }

    List<String> countedPipelines() {
        return test.rows()
                .texts(
                        """
                        select r.pipeline_id, count(*), count(*) filter (where r.conclusion = 'success'),
                            count(*) filter (where r.conclusion in ('failure', 'timed_out')),
                            bucket_of(percentile_disc(0.5) within group (order by ms) filter (where r.conclusion = 'success')),
                            bucket_of(percentile_disc(0.95) within group (order by ms) filter (where r.conclusion = 'success'))
                        from %s, lateral (
                            select (extract(epoch from r.finished_at - r.started_at) * 1000)::float8 as ms) l
                        where r.state = 'finished' and r.started_at is not null
                            and (r.finished_at at time zone 'UTC')::date > (now() at time zone 'UTC')::date - 30
                        group by r.pipeline_id
                        order by r.pipeline_id
                        """
                                .formatted(ALL_RUNS));
    }

    /// Runs that are not finished, as who looks for all of them finds them.
    List<String> openRuns() {
        return test.rows()
                .texts(
                        "select r.id from pipeline_runs r where "
                                + OpenRuns.CONDITION
                                + " order by r.id");
    }

    List<String> countedOpenRuns() {
        return test.rows()
                .texts("select id from pipeline_runs where finished_at is null order by id");
    }

    /// Pipeline, and its last run that succeeded; the same before each of its runs.
    List<String> greens() {
        return test.rows()
                .texts(
                        """
                        select r.id, coalesce(g.number, 0), coalesce(b.number, 0)
                        from pipeline_runs r
                        join %s g on true
                        join %s b on true
                        order by r.id
                        """
                                .formatted(
                                        LastGreens.of("r.pipeline_id", "r.ref"),
                                        LastGreens.before("r.pipeline_id", "r.ref", "r.number")));
    }

    List<String> countedGreens() {
        return test.rows()
                .texts(
                        """
                        select r.id, coalesce(max(g.number), 0), coalesce(max(g.number) filter (where g.number < r.number), 0)
                        from pipeline_runs r
                        left join pipeline_runs g on g.pipeline_id = r.pipeline_id and g.ref = r.ref
                            and g.conclusion = 'success'
                        group by r.id
                        order by r.id
                        """);
    }

    /// The figures of now: queue, wait, busy slots, runs and jobs of the last hour, those that
    /// succeeded, and the percentiles of what the jobs waited, as buckets.
    String figures() {
        return test.rows()
                .text(
                        """
                        select concat_ws(' ', queue_depth, oldest_wait_seconds > 0, slots_busy, runs_finished,
                            round((success_rate * runs_finished)::numeric), jobs_finished, bucket_of(start_latency_p50_ms),
                            bucket_of(start_latency_p95_ms), bucket_of(start_latency_p99_ms), locks_waited_for,
                            groups_waited_for)
                        from api_v1_figures
                        """);
    }

    String countedFigures() {
        return test.rows()
                .text(
                        """
                        with ms as (
                            select (extract(epoch from j.started_at - j.created_at) * 1000)::float8 as ms
                            from %1$s where %2$s and j.finished_at >= date_trunc('minute', now()) - interval '1 hour'),
                        runs as (
                            select r.conclusion from %3$s
                            where r.state = 'finished' and r.conclusion in ('success', 'failure', 'timed_out')
                                and r.finished_at >= date_trunc('minute', now()) - interval '1 hour')
                        select concat_ws(' ', (select count(*) from jobs where state = 'queued'),
                            exists (select from jobs where state = 'queued'),
                            (select count(*) from claims where released_at is null), (select count(*) from runs),
                            (select case when count(*) > 0 then count(*) filter (where conclusion = 'success') end from runs),
                            (select count(*) from ms),
                            (select bucket_of(percentile_disc(0.5) within group (order by ms)) from ms),
                            (select bucket_of(percentile_disc(0.95) within group (order by ms)) from ms),
                            (select bucket_of(percentile_disc(0.99) within group (order by ms)) from ms),
                            (select count(*) from deployments where state = 'waiting'),
                            (select count(*) from concurrency_groups where not active))
                        """
                                .formatted(ALL_JOBS, JOB_COUNTS, ALL_RUNS));
    }
}
