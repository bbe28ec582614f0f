package dev.minijenkin.db.view.insight;

import static org.jooq.impl.DSL.val;

import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.testreport.TestHistory;
import dev.minijenkin.db.testreport.TestReports;
import java.time.Duration;
import java.util.List;
import org.jooq.Record;

/// Reads what a pipeline spends its time on. Runs are looked at one by one here, and not in figures
/// that are rolled up: so few of them.
public final class PipelineDetails {
    /// The newest hundred runs of the days that are asked for, and of as many days before.
    private static final String RECENT =
            """
            with recent as materialized (
                (select id, commit_sha, true as now from pipeline_runs
                where pipeline_id = {0} and finished_at > now() - make_interval(days => {1})
                order by number desc limit 100)
                union all
                (select id, commit_sha, false from pipeline_runs
                where pipeline_id = {0} and finished_at <= now() - make_interval(days => {1})
                    and finished_at > now() - make_interval(days => 2 * {1})
                order by number desc limit 100))
            """;

    private static final String MEDIANS =
            """
            percentile_cont(0.5) within group (order by took) filter (where now) as median,
                percentile_cont(0.5) within group (order by took) filter (where not now) as before
            """;

    private static final String JOBS =
            RECENT
                    + """
                    select name, '' as of, %s
                    from (
                        select j.name, r.now, extract(epoch from j.finished_at - j.started_at)::float8 as took
                        from recent r join jobs j on j.run_id = r.id
                        where j.conclusion = 'success' and j.calls is null and j.reused_job_id is null
                            and j.started_at is not null and j.finished_at is not null) timed
                    group by name having bool_or(now)
                    order by median desc, name limit {2}
                    """
                            .formatted(MEDIANS);

    private static final String STEPS =
            RECENT
                    + """
                    select name, case when min(job) = max(job) then min(job) else '' end as of, %s
                    from (
                        select s.name, j.name as job, r.now, extract(epoch from s.finished_at - s.started_at)::float8 as took
                        from recent r join jobs j on j.run_id = r.id join steps s on s.job_id = j.id
                        where s.conclusion = 'success' and j.reused_job_id is null
                            and s.started_at is not null and s.finished_at is not null) timed
                    group by name having bool_or(now)
                    order by median desc, name limit {2}
                    """
                            .formatted(MEDIANS);

    private static final String FLAKY_JOBS =
            RECENT
                    + """
                    select name, count(*) as commits
                    from (
                        select j.name, r.commit_sha
                        from recent r join jobs j on j.run_id = r.id
                        where r.now and j.conclusion in ('success', 'failure', 'timed_out') and j.reused_job_id is null
                        group by j.name, r.commit_sha
                        having bool_or(j.conclusion = 'success') and bool_or(j.conclusion <> 'success')) both_ways
                    group by name order by commits desc, name limit {2}
                    """;

    private static final String WAITS =
            RECENT
                    + """
                    select s.labels, count(*) as jobs,
                        percentile_cont(0.5) within group (order by extract(epoch from j.started_at - j.queued_at)::float8) as median,
                        percentile_cont(0.95) within group (order by extract(epoch from j.started_at - j.queued_at)::float8) as p95
                    from recent r join jobs j on j.run_id = r.id join label_sets s on s.id = j.label_set_id
                    where r.now and j.queued_at is not null and j.started_at is not null and j.reused_job_id is null
                    group by s.labels order by p95 desc, s.labels limit {2}
                    """;

    private static final String RUNS =
            RECENT
                    + """
                    select p.repository_id, (select count(*) from recent where now) as runs
                    from pipelines p where p.id = {0}
                    """;

    private PipelineDetails() {}

    /// Empty lists where the pipeline is gone.
    ///
    /// @param days how many, today among them; as many before are told beside them
    /// @param most of each list
    public static PipelineDetail of(Tx tx, PipelineId pipeline, int days, int most) {
        Asked asked = new Asked(tx, pipeline, days, most);
        List<Record> known = asked.read(RUNS);
        return new PipelineDetail(
                known.stream().mapToLong(row -> row.get("runs", Long.class)).sum(),
                asked.read(JOBS).stream().map(PipelineDetails::slow).toList(),
                asked.read(STEPS).stream().map(PipelineDetails::slow).toList(),
                known.stream()
                        .flatMap(row ->
                                TestReports.history(
                                        tx,
                                        new RepositoryId(row.get("repository_id", Long.class)),
                                        most)
                                        .stream())
                        .filter(test -> test.verdict() == TestHistory.Verdict.FLAKY)
                        .limit(most)
                        .toList(),
                asked.read(FLAKY_JOBS).stream()
                        .map(row ->
                                new PipelineDetail.FlakyJob(
                                        row.get("name", String.class),
                                        row.get("commits", Long.class)))
                        .toList(),
                asked.read(WAITS).stream().map(PipelineDetails::waited).toList());
    }

    private record Asked(Tx tx, PipelineId pipeline, int days, int most) {
        List<Record> read(String statement) {
            return List.copyOf(
                    tx.sql().fetch(statement, val(pipeline.value()), val(days), val(most)));
        }
    }

    private static PipelineDetail.Slow slow(Record row) {
        Double before = row.get("before", Double.class);
        return new PipelineDetail.Slow(
                row.get("name", String.class),
                row.get("of", String.class),
                seconds(row.get("median", Double.class)),
                before == null ? null : seconds(before));
    }

    private static PipelineDetail.Wait waited(Record row) {
        return new PipelineDetail.Wait(
                List.of(row.get("labels", String[].class)),
                row.get("jobs", Long.class),
                seconds(row.get("median", Double.class)),
                seconds(row.get("p95", Double.class)));
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(Math.max(0, seconds) * 1000));
    }
}
