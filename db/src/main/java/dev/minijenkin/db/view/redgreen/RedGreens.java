package dev.minijenkin.db.view.redgreen;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/// Compares a run that failed with the last one of its branch that succeeded.
public final class RedGreens {
    private static final int MOST_COMMITS = 100;
    private static final int MOST_CHANGES = 100;

    private static final String COMMITS =
            """
            select * from (
                select distinct on (o.commit_sha) o.commit_sha, o.title, o.actor, o.created_at, o.number
                from pipeline_runs r
                join pipeline_runs o on o.pipeline_id = r.pipeline_id and o.ref = r.ref and o.number > ? and o.number <= r.number
                where r.id = ? and o.commit_sha <> ?
                order by o.commit_sha, o.number) c
            order by c.number desc
            limit ?
            """;

    private static final String FAILED =
            """
            select j.name from jobs j join pipeline_runs r on r.id = j.run_id and r.attempt = j.attempt
            where r.id = ? and j.calls is null and j.conclusion in ('failure', 'timed_out')
            order by j.cause = 'dependency', j.continue_on_error, j.finished_at, j.id
            """;

    private static final String JOB =
            """
            select j.id, coalesce(j.reused_job_id, j.id) as ran, j.name, j.conclusion <> 'success' as failed,
                coalesce(o.name, '') as runner, coalesce(o.os || ' ' || o.architecture, '') as system,
                coalesce(o.version, '') as version,
                extract(epoch from j.finished_at - j.started_at)::float8 as took
            from pipeline_runs r
            join jobs j on j.run_id = r.id and j.attempt = r.attempt and j.calls is null
            left join runners o on o.id = j.claimed_by
            where r.id = ? and j.name = ? and j.conclusion is not null
            order by j.id limit 1
            """;

    private static final String STEPS =
            """
            with green as (
                select s.name, s.number, s.conclusion, extract(epoch from s.finished_at - s.started_at)::float8 as took
                from steps s where s.claim_id = (select max(id) from claims where job_id = ?)),
            red as (
                select s.name, s.number, s.conclusion, extract(epoch from s.finished_at - s.started_at)::float8 as took
                from steps s where s.claim_id = (select max(id) from claims where job_id = ?))
            select coalesce(red.name, green.name) as name, coalesce(red.conclusion in ('failure', 'timed_out'), false) as failed,
                green.took as green, red.took as red
            from green full join red on green.number = red.number and green.name = red.name
            order by coalesce(red.number, green.number), red.number is null
            """;

    /// Every value of both resolved jobs by its place, without what differs from run to run anyhow.
    private static final String CHANGES =
            """
            with recursive part(red, path, value) as (
                select d.job_id = ?, '', t.template || d.own
                from job_definitions d join job_templates t on t.id = d.template_id
                where d.job_id in (?, ?)
                union all
                select part.red, part.path || case when part.path = '' then '' else '.' end || inner_part.name, inner_part.value
                from part
                cross join lateral (
                    select e.key, e.value from jsonb_each(case when jsonb_typeof(part.value) = 'object' then part.value else '{}' end) e
                    union all
                    select i.place::text, i.value
                    from jsonb_array_elements(case when jsonb_typeof(part.value) = 'array' then part.value else '[]' end)
                        with ordinality i(value, place)) inner_part(name, value)
                where jsonb_typeof(part.value) in ('object', 'array')),
            leaf as (
                select red, path, value from part where jsonb_typeof(value) not in ('object', 'array'))
            select coalesce(r.path, g.path) as path, g.value #>> '{}' as green, r.value #>> '{}' as red,
                r.value is not distinct from g.value as same
            from (select * from leaf where not red) g
            full join (select * from leaf where red) r on r.path = g.path
            order by 1
            """;

    private RedGreens() {}

    /// Empty where the run is not red, or was never green.
    ///
    /// @param job name of the job to be compared; empty: the first that failed
    public static Optional<RedGreen> of(Tx tx, RunId run, String job) {
        Optional<RedStretch> stretch = RedStretches.around(tx, run);
        if (stretch.isEmpty() || stretch.get().green().isEmpty()) {
            return Optional.empty();
        }
        BranchRun green = stretch.get().green().get();
        BranchRun red = stretch.get().redOr(run);
        List<String> names =
                tx.sql().fetch(FAILED, red.id().value()).map(row -> row.get("name", String.class));
        String name = names.contains(job) || names.isEmpty() ? job : names.getFirst();
        Optional<ComparedJob> redJob = job(tx, red.id(), name);
        if (redJob.isEmpty()) {
            return Optional.empty();
        }
        Optional<ComparedJob> greenJob = job(tx, green.id(), name);
        long redId = redJob.get().id().value();
        long greenId = greenJob.map(of -> of.id().value()).orElse(0L);
        var definitions = tx.sql().fetch(CHANGES, redId, redId, greenId);
        Record where =
                tx.sql()
                        .fetchSingle(
                                """
                                select o.name || ' / ' || p.name as title, regexp_replace(r.ref, '^refs/(heads|tags)/', '') as branch
                                from pipeline_runs r join pipelines p on p.id = r.pipeline_id
                                join repositories o on o.id = r.repository_id where r.id = ?
                                """,
                                run.value());
        return Optional.of(
                new RedGreen(
                        stretch.get(),
                        where.get("title", String.class),
                        where.get("branch", String.class),
                        green,
                        red,
                        commits(tx, green, red),
                        names,
                        greenJob,
                        redJob.get(),
                        greenJob.isEmpty()
                                ? List.of()
                                : definitions.stream()
                                        .filter(row -> !row.get("same", Boolean.class))
                                        .limit(MOST_CHANGES)
                                        .map(RedGreens::change)
                                        .toList(),
                        (int)
                                definitions.stream()
                                        .filter(row -> row.get("same", Boolean.class))
                                        .filter(row -> isEnvironment(text(row, "path")))
                                        .count(),
                        steps(tx, greenJob, redJob.get())));
    }

    /// Whether a place is that of a variable, whose value is nobody's business.
    static boolean isEnvironment(String path) {
        return path.startsWith("env.") || path.contains(".env.");
    }

    private static List<BuiltCommit> commits(Tx tx, BranchRun green, BranchRun red) {
        return tx.sql()
                .fetch(COMMITS, green.number(), red.id().value(), green.commitSha(), MOST_COMMITS)
                .map(row ->
                        new BuiltCommit(
                                row.get("commit_sha", String.class),
                                row.get("title", String.class),
                                row.get("actor", String.class),
                                row.get("created_at", OffsetDateTime.class).toInstant()));
    }

    private static Optional<ComparedJob> job(Tx tx, RunId run, String name) {
        return tx.sql()
                .fetchOptional(JOB, run.value(), name)
                .map(row ->
                        new ComparedJob(
                                new JobId(row.get("id", Long.class)),
                                new JobId(row.get("ran", Long.class)),
                                row.get("name", String.class),
                                row.get("failed", Boolean.class),
                                row.get("runner", String.class),
                                row.get("system", String.class),
                                row.get("version", String.class),
                                seconds(row.get("took", Double.class))));
    }

    private static List<ComparedStep> steps(Tx tx, Optional<ComparedJob> green, ComparedJob red) {
        return tx.sql()
                .fetch(STEPS, green.map(job -> job.log().value()).orElse(0L), red.log().value())
                .map(row ->
                        new ComparedStep(
                                row.get("name", String.class),
                                row.get("failed", Boolean.class),
                                seconds(row.get("green", Double.class)),
                                seconds(row.get("red", Double.class))));
    }

    /// Of a variable only whether it is there, and whether it is another one.
    private static DefinitionChange change(Record row) {
        String path = text(row, "path");
        if (!isEnvironment(path)) {
            return new DefinitionChange(path, text(row, "green"), text(row, "red"));
        }
        boolean was = row.get("green", String.class) != null;
        boolean is = row.get("red", String.class) != null;
        return new DefinitionChange(
                path, was ? "set" : "", is ? was ? "another value" : "set" : "");
    }

    private static Optional<Duration> seconds(@Nullable Double seconds) {
        return Optional.ofNullable(seconds).map(of -> Duration.ofMillis(Math.round(of * 1000)));
    }

    private static String text(Record row, String field) {
        @Nullable String text = row.get(field, String.class);
        return text == null ? "" : text;
    }
}
