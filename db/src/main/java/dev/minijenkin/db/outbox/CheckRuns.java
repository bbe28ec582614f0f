package dev.minijenkin.db.outbox;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.outbox.OpenCheck.FailedStep;
import dev.minijenkin.db.outbox.OpenCheck.Stand;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.annotation.AnnotationLevel;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jooq.Record;

/// Statements over `check_runs`: what a forge knows of the jobs of a run.
public final class CheckRuns {
    /// What was taken over from an earlier attempt has its check already.
    private static final String OPEN =
            """
            select j.id, p.name || ' / ' || j.name as name, r.commit_sha, n.stand, j.conclusion, j.message,
                s.name as step, s.exit_code, j.started_at, j.finished_at, c.check_id, coalesce(c.annotations, 0) as annotations
            from jobs j
            join pipeline_runs r on r.id = j.run_id
            join pipelines p on p.id = r.pipeline_id
            cross join lateral (
                select case j.state when 'finished' then 'completed' when 'running' then 'in_progress'
                    else 'queued' end as stand) n
            left join check_runs c on c.target_id = ? and c.job_id = j.id
            left join lateral (
                select s.name, s.exit_code from steps s
                where s.job_id = j.id and s.conclusion in ('failure', 'timed_out')
                order by s.claim_id desc, s.number limit 1) s on true
            where j.run_id = ? and j.attempt = ? and j.calls is null and j.reused_job_id is null
                and (c.told is distinct from n.stand
                    or n.stand = 'completed' and c.annotations < (
                        select count(*) from annotations a where a.run_id = j.run_id and a.job_id = j.id))
            order by j.id
            """;

    private CheckRuns() {}

    /// Something that is said of a line of a file, or of a job.
    ///
    /// @param title may be empty
    /// @param path empty: no file
    /// @param line from 1; 1 where it names none
    /// @param endLine not before `line`
    /// @param columns empty: the whole line
    public record Note(
            AnnotationLevel level,
            String title,
            String message,
            String path,
            int line,
            int endLine,
            Optional<Columns> columns) {}

    /// Of a line, from 1.
    public record Columns(int first, int last) {}

    /// The jobs of an attempt of which a target does not know how they stand, or not all that they
    /// noted.
    public static List<OpenCheck> open(Tx tx, TargetId target, RunId run, int attempt) {
        return tx.sql().fetch(OPEN, target.value(), run.value(), attempt).map(CheckRuns::check);
    }

    /// What was noted by a job, in order, without the first ones.
    public static List<Note> notes(Tx tx, JobId job, int after, int most) {
        return tx.sql()
                .fetch(
                        """
                        select a.level, coalesce(a.title, '') as title, a.message, coalesce(a.path, '') as path,
                            coalesce(a.line, 1) as line, greatest(a.end_line, a.line, 1) as end_line,
                            a.column_number, a.end_column_number
                        from annotations a
                        where a.job_id = ? and a.run_id = (select j.run_id from jobs j where j.id = a.job_id)
                        order by a.id offset ? limit ?
                        """,
                        job.value(),
                        after,
                        most)
                .map(CheckRuns::note);
    }

    /// The target knows how a job stands.
    ///
    /// @param check its id at the forge
    /// @param annotations how many of them the forge has
    public static void told(
            Tx tx, TargetId target, JobId job, long check, Stand stand, int annotations) {
        tx.sql()
                .execute(
                        """
                        insert into check_runs (target_id, job_id, check_id, told, annotations) values (?, ?, ?, ?, ?)
                        on conflict (target_id, job_id) do update
                        set check_id = excluded.check_id, told = excluded.told, annotations = excluded.annotations
                        """,
                        target.value(),
                        job.value(),
                        check,
                        EnumWords.of(stand),
                        annotations);
    }

    private static OpenCheck check(Record row) {
        Long check = row.get("check_id", Long.class);
        return new OpenCheck(
                new JobId(row.get("id", Long.class)),
                row.get("name", String.class),
                row.get("commit_sha", String.class),
                EnumWords.parse(Stand.class, row.get("stand", String.class)),
                Optional.ofNullable(row.get("conclusion", String.class))
                        .map(word -> EnumWords.parse(Conclusion.class, word)),
                Optional.ofNullable(row.get("message", String.class)).orElse(""),
                Optional.ofNullable(row.get("step", String.class))
                        .map(step ->
                                new FailedStep(
                                        step,
                                        Optional.ofNullable(row.get("exit_code", Integer.class)))),
                time(row, "started_at"),
                time(row, "finished_at"),
                check == null ? OptionalLong.empty() : OptionalLong.of(check),
                row.get("annotations", Integer.class));
    }

    private static Optional<Instant> time(Record row, String column) {
        return Optional.ofNullable(row.get(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    private static Note note(Record row) {
        Integer first = row.get("column_number", Integer.class);
        Integer last = row.get("end_column_number", Integer.class);
        int line = row.get("line", Integer.class);
        int endLine = row.get("end_line", Integer.class);
        return new Note(
                EnumWords.parse(AnnotationLevel.class, row.get("level", String.class)),
                row.get("title", String.class),
                row.get("message", String.class),
                row.get("path", String.class),
                line,
                endLine,
                first == null || line != endLine
                        ? Optional.empty()
                        : Optional.of(
                                new Columns(first, last == null ? first : Math.max(first, last))));
    }
}
