package dev.minijenkin.db.view.run;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.run.Cause;
import java.util.Collection;
import java.util.Map;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/// What went wrong first in runs.
public final class FirstFailures {
    /// The job that failed first and not because of another one, its first step that failed, and
    /// the first error: of this job before one of the file, and what every failed step says last of
    /// all.
    private static final String FIRST =
            """
            select w.run_id, f.job, s.name as step, s.exit_code, coalesce(f.cause, r.cause) as cause,
                case when s.name is null then coalesce(a.message, f.message) else a.message end as message, a.path, a.line
            from unnest(?::bigint[], ?::integer[]) w(run_id, attempt)
            join pipeline_runs r on r.id = w.run_id
            left join lateral (
                select j.id, coalesce(j.reused_job_id, j.id) as ran, j.name as job, j.cause, j.message
                from jobs j
                where j.run_id = w.run_id and j.attempt = w.attempt and j.calls is null
                    and j.conclusion in ('failure', 'timed_out')
                order by j.cause = 'dependency', j.continue_on_error, j.finished_at, j.id limit 1) f on true
            left join lateral (
                select s.name, s.exit_code from steps s
                where s.job_id = f.ran and s.conclusion in ('failure', 'timed_out')
                    and s.claim_id = (select max(c.id) from claims c where c.job_id = f.ran)
                order by s.number limit 1) s on true
            left join lateral (
                select a.message, a.path, a.line from annotations a
                where a.run_id = w.run_id and a.attempt = w.attempt and a.level = 'failure'
                    and (a.job_id is null or a.job_id = f.id)
                    and a.message not like 'Process completed with exit code %'
                order by a.job_id is null, a.id limit 1) a on true
            where f.id is not null or a.message is not null
            """;

    private FirstFailures() {}

    /// Of each run that failed, by its id; runs of which nothing is known are not there.
    ///
    /// @param attempts of the runs that are asked about
    public static Map<RunId, FirstFailure> of(Tx tx, Map<RunId, Integer> attempts) {
        if (attempts.isEmpty()) {
            return Map.of();
        }
        Collection<RunId> runs = attempts.keySet();
        return tx.sql()
                .fetch(
                        FIRST,
                        (Object) runs.stream().map(RunId::value).toArray(Long[]::new),
                        (Object) runs.stream().map(attempts::get).toArray(Integer[]::new))
                .intoMap(row -> new RunId(row.get("run_id", Long.class)), FirstFailures::failure);
    }

    private static FirstFailure failure(Record row) {
        Integer line = row.get("line", Integer.class);
        return new FirstFailure(
                text(row, "job"),
                text(row, "step"),
                row.get("exit_code", Integer.class),
                EnumWords.parseNullable(Cause.class, row.get("cause", String.class)),
                text(row, "message"),
                text(row, "path"),
                line == null ? 0 : line);
    }

    private static String text(Record row, String field) {
        @Nullable String text = row.get(field, String.class);
        return text == null ? "" : text;
    }
}
