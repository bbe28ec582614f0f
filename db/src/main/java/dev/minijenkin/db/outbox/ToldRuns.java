package dev.minijenkin.db.outbox;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.view.run.FirstFailure;
import dev.minijenkin.db.view.run.FirstFailures;
import dev.minijenkin.db.view.run.LastGreens;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/// What messages tell of runs, read when they are sent: it costs no end of a run anything.
public final class ToldRuns {
    private static final String RUN =
            """
            select r.id, o.name as repository, p.name as pipeline, r.number, r.title, r.event, r.ref, r.commit_sha,
                r.commit_title, r.commit_author, r.actor, j.jobs, j.bad,
                b.id as broken_id, b.number as broken_number, b.finished_at as broken_since,
                extract(epoch from now() - b.finished_at)::float8 as broken_seconds,
                coalesce((select n.name from jobs n where n.id = ? and n.run_id = r.id), '') as job
            from pipeline_runs r
            join repositories o on o.id = r.repository_id
            join pipelines p on p.id = r.pipeline_id
            cross join lateral (
                select count(*)::int as jobs,
                    (count(*) filter (where k.conclusion in ('failure', 'timed_out')))::int as bad
                from jobs k where k.run_id = r.id and k.attempt = ? and k.calls is null) j
            join %s g on true
            left join lateral (
                select f.id, f.number, f.finished_at from pipeline_runs f
                where f.pipeline_id = r.pipeline_id and f.ref = r.ref and f.number < r.number
                    and f.number > coalesce(g.number, 0) and f.conclusion in ('failure', 'timed_out')
                order by f.number limit 1) b on true
            where r.id = ?
            """
                    .formatted(LastGreens.before("r.pipeline_id", "r.ref", "r.number"));

    private static final String LAST_TOLD =
            """
            select conclusion, number from (
                (select 0 as place, w.body ->> 'conclusion' as conclusion, (w.body ->> 'number')::bigint as number
                from webhooks_outbox w
                where w.only_if_changed and w.target_id = ? and w.subject = ? and w.id <> ?
                    and w.state in ('delivered', 'unchanged')
                order by w.id desc limit 1)
                union all
                (select 1, p.conclusion::text, p.number
                from pipeline_runs r
                join pipeline_runs p on p.pipeline_id = r.pipeline_id and p.ref = r.ref and p.number < r.number
                join webhooks_outbox w on w.id = ?
                where r.id = ? and p.conclusion in ('success', 'failure', 'timed_out')
                    and p.finished_at <= w.created_at
                order by p.number desc limit 1)) told
            order by place limit 1
            """;

    /// How a branch stood when that was told last, or would have been.
    ///
    /// @param conclusion word
    /// @param number of the run
    public record LastTold(String conclusion, long number) {}

    private ToldRuns() {}

    /// A run; empty where it is gone.
    ///
    /// @param attempt of which is told
    /// @param job that is told of; null: the run itself
    public static Optional<ToldRun> find(Tx tx, RunId run, int attempt, @Nullable Long job) {
        return tx.sql()
                .fetchOptional(RUN, job, attempt, run.value())
                .map(row -> told(tx, row, attempt));
    }

    /// What a target was told last of the branch of a message; of one that was never told, how the
    /// run before ended. Empty: there was none.
    public static Optional<LastTold> last(Tx tx, TakenMessage message, RunId run) {
        return tx.sql()
                .fetchOptional(
                        LAST_TOLD,
                        message.receiver().id().value(),
                        message.subject(),
                        message.id().value(),
                        message.id().value(),
                        run.value())
                .map(row ->
                        new LastTold(
                                row.get("conclusion", String.class),
                                row.get("number", Long.class)));
    }

    /// Whether there is a newer run of the same commit, pipeline and event.
    public static boolean hasFollower(Tx tx, RunId run) {
        return tx.sql()
                .fetchSingle(
                        """
                        select exists (
                            select from pipeline_runs r
                            join pipeline_runs f on f.pipeline_id = r.pipeline_id and f.number > r.number
                            where r.id = ? and f.commit_sha = r.commit_sha and f.event = r.event) as followed
                        """,
                        run.value())
                .get("followed", Boolean.class);
    }

    private static ToldRun told(Tx tx, Record row, int attempt) {
        RunId id = new RunId(row.get("id", Long.class));
        ToldRun.Jobs jobs =
                new ToldRun.Jobs(row.get("jobs", Integer.class), row.get("bad", Integer.class));
        String job = row.get("job", String.class);
        // Of a job is told what broke in it, and not what broke elsewhere before.
        Optional<FirstFailure> failure =
                Optional.ofNullable(FirstFailures.of(tx, Map.of(id, attempt)).get(id))
                        .filter(first -> job.isEmpty() || first.job().equals(job));
        return new ToldRun(
                id,
                row.get("repository", String.class),
                row.get("pipeline", String.class),
                row.get("number", Long.class),
                row.get("title", String.class),
                row.get("event", String.class),
                row.get("ref", String.class),
                new ToldRun.Commit(
                        row.get("commit_sha", String.class),
                        row.get("commit_title", String.class),
                        row.get("commit_author", String.class)),
                row.get("actor", String.class),
                jobs,
                failure,
                failure.isEmpty() ? "" : ErrorLines.of(tx, id, attempt).orElse(""),
                broken(row),
                job);
    }

    private static Optional<ToldRun.Broken> broken(Record row) {
        Long id = row.get("broken_id", Long.class);
        if (id == null) {
            return Optional.empty();
        }
        OffsetDateTime since = row.get("broken_since", OffsetDateTime.class);
        return Optional.of(
                new ToldRun.Broken(
                        new RunId(id),
                        row.get("broken_number", Long.class),
                        since == null ? null : since.toInstant(),
                        Duration.ofSeconds(row.get("broken_seconds", Double.class).longValue())));
    }
}
