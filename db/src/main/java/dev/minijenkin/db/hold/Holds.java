package dev.minijenkin.db.hold;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.run.open.OpenRuns;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Statements over `holds`. Who holds or releases has the lock of the run.
public final class Holds {
    private static final String OPEN =
            """
            select h.run_id, p.name || ' #' || r.number as pipeline, j.name as job, h.held_by, h.reason, h.held_at
            from holds h
            join pipeline_runs r on r.id = h.run_id and r.attempt = h.attempt and %s
            join pipelines p on p.id = r.pipeline_id
            left join jobs j on j.id = h.job_id
            where (j.id is null or j.finished_at is null)
            """
                    .formatted(OpenRuns.CONDITION);

    /// New jobs are held as a job is by itself; asks for them and for it.
    public static final String INHERIT =
            """
            insert into holds (run_id, attempt, job_id, held_by, reason)
            select h.run_id, h.attempt, job, h.held_by, h.reason
            from holds h cross join unnest(?::bigint[]) job
            where h.job_id = ?
            on conflict do nothing
            """;

    private Holds() {}

    /// Holds a run as a whole.
    ///
    /// @return false where it is held already
    public static boolean hold(
            Tx tx, RunId run, int attempt, String actor, @Nullable String reason) {
        return insert(tx, run, attempt, new Long[] {null}, actor, reason) == 1;
    }

    /// Holds runs that were just inserted, until an operator approves of them by a release.
    ///
    /// @param by the rule that asks for it
    /// @param reasons by run
    public static void holdUntilApproved(Tx tx, String by, Map<RunId, String> reasons) {
        tx.sql()
                .execute(
                        """
                        insert into holds (run_id, attempt, held_by, reason, until_approved)
                        select run_id, 1, ?, reason, true from unnest(?::bigint[], ?::text[]) as h(run_id, reason)
                        """,
                        by,
                        reasons.keySet().stream().map(RunId::value).toArray(Long[]::new),
                        reasons.values().stream().map(PostgresText::text).toArray(String[]::new));
    }

    /// Holds jobs of a run.
    ///
    /// @return how many of them were not held yet
    public static int hold(
            Tx tx,
            RunId run,
            int attempt,
            Collection<JobId> jobs,
            String actor,
            @Nullable String reason) {
        return insert(tx, run, attempt, ids(jobs), actor, reason);
    }

    private static int insert(
            Tx tx, RunId run, int attempt, Long[] jobs, String actor, @Nullable String reason) {
        return tx.sql()
                .execute(
                        """
                        insert into holds (run_id, attempt, job_id, held_by, reason)
                        select ?, ?, job, ?, ? from unnest(?::bigint[]) job
                        on conflict do nothing
                        """,
                        run.value(),
                        attempt,
                        actor,
                        PostgresText.textOrNull(reason),
                        jobs);
    }

    /// New jobs, which a job stands for or calls, are held as it is by itself.
    public static void inherit(Tx tx, JobId from, Collection<JobId> jobs) {
        tx.sql().execute(INHERIT, ids(jobs), from.value());
    }

    /// Releases a run as a whole; jobs that are held by themselves stay so.
    ///
    /// @return false where it is not held
    public static boolean release(Tx tx, RunId run) {
        return tx.sql()
                        .execute(
                                "delete from holds where run_id = ? and job_id is null",
                                run.value())
                > 0;
    }

    /// Releases jobs that are held by themselves.
    ///
    /// @return how many of them were
    public static int release(Tx tx, Collection<JobId> jobs) {
        return tx.sql().execute("delete from holds where job_id = any(?)", (Object) ids(jobs));
    }

    /// What kept a run, or some of its jobs.
    public enum Kept {
        NOTHING,
        BY_PEOPLE,
        UNTIL_APPROVED
    }

    /// Releases a run and all of its jobs.
    ///
    /// @return what had kept them
    public static Kept releaseAll(Tx tx, RunId run) {
        List<Boolean> released =
                tx.sql()
                        .fetch(
                                "delete from holds where run_id = ? returning until_approved",
                                run.value())
                        .getValues("until_approved", Boolean.class);
        if (released.isEmpty()) {
            return Kept.NOTHING;
        }
        return released.contains(true) ? Kept.UNTIL_APPROVED : Kept.BY_PEOPLE;
    }

    /// Jobs of a run that wait for nothing any more, because nobody holds them.
    public static List<JobId> released(Tx tx, RunId run) {
        return tx.sql()
                .fetch(
                        """
                        select j.id from jobs j
                        where j.run_id = ? and j.finished_at is null and j.state = 'waiting'
                            and j.waiting_for = 'hold' and not exists (select from holds h where %s)
                        order by j.id
                        """
                                .formatted(HeldJobs.HOLDS),
                        run.value())
                .map(row -> new JobId(row.get("id", Long.class)));
    }

    /// Those of a run, that of the run as a whole first; of its current attempt.
    public static List<Hold> of(Tx tx, RunId run) {
        return tx.sql()
                .fetch(OPEN + "and h.run_id = ? order by j.id nulls first", run.value())
                .map(Holds::hold);
    }

    /// All of runs and jobs that are open, the newest first.
    public static List<Hold> all(Tx tx, int limit) {
        return tx.sql().fetch(OPEN + "order by h.id desc limit ?", limit).map(Holds::hold);
    }

    private static Hold hold(org.jooq.Record row) {
        return new Hold(
                new RunId(row.get("run_id", Long.class)),
                row.get("pipeline", String.class),
                row.get("job", String.class),
                row.get("held_by", String.class),
                row.get("reason", String.class),
                row.get("held_at", OffsetDateTime.class).toInstant());
    }

    private static Long[] ids(Collection<JobId> jobs) {
        return jobs.stream().map(JobId::value).toArray(Long[]::new);
    }
}
