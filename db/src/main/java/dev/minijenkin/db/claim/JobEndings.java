package dev.minijenkin.db.claim;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.Columns;
import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.SetStatement;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.log.LogArrays;
import dev.minijenkin.db.log.LogChunk;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.step.StepArrays;
import dev.minijenkin.db.run.step.StepReport;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The statements by which several jobs that succeeded end at once, of whatever runs, with their
/// last lines and steps; and with them those runs of which nothing is open any more.
///
/// A plan is made when little is open, perhaps, and used when much is: so what belongs to a claim
/// or a run is looked up for each by its key (`offset 0` keeps a subquery one), and no index over
/// what is open or live now is read from one end to the other.
///
/// Only jobs whose end the planner has nothing to say to: nothing of their run is blocked, waits or
/// calls, nothing has failed or was cancelled, no group or environment is to be left, and nobody
/// listens to the run. Runs are locked first, in the order of their ids, and only where nobody else
/// holds them, by a statement before the other that goes with it: that one must see what those have
/// done who held the runs before.
public final class JobEndings {
    /// Keeps the ids of the runs that it got in a setting of the transaction.
    static final String LOCK =
            """
            select set_config('mini_jenkin.locked_runs', coalesce(string_agg(id::text, ','), ''), true)
            from (
                select r.id from pipeline_runs r
                where r.id = any(?::bigint[])
                order by r.id
                for no key update skip locked) locked
            """;

    /// Ends what it can under these locks.
    static final String UNDER_LOCKS =
            """
            with given as materialized (
                select *
                from unnest(?::bigint[], ?::bigint[], ?::text[], ?::bigint[], ?::bigint[], ?::bool[])
                    as g(claim_id, run_id, outputs, log_lines, log_bytes, log_truncated)),
            plain as materialized (
                select r.id, r.attempt
                from pipeline_runs r
                where r.id = any(string_to_array(current_setting('mini_jenkin.locked_runs', true), ',')::bigint[])
                    and r.finished_at is null and r.cancel_requested_at is null
                    and r.concurrency_group is null
                    and not exists (select from run_listeners n where n.repository_id = r.repository_id)
                    and not exists (
                        select from jobs b
                        where b.run_id = r.id and b.finished_at is null and b.queued_at is null
                        offset 0)
                    and not exists (
                        select from jobs b
                        where b.run_id = r.id and b.attempt = r.attempt
                            and b.conclusion in ('failure', 'cancelled', 'timed_out')
                        offset 0)),
            fit as materialized (
                select c.id, c.job_id, c.log_day, c.claimed_at, p.id as run_id, g.outputs, g.log_lines,
                    g.log_bytes, g.log_truncated
                from given g
                join plain p on p.id = g.run_id
                cross join lateral (
                    select id, job_id, log_day, claimed_at, released_at
                    from claims
                    where id = g.claim_id
                    for no key update skip locked
                    offset 0) c
                cross join lateral (
                    select run_id, attempt, guarded
                    from jobs
                    where id = c.job_id
                    for no key update skip locked
                    offset 0) j
                where c.released_at is null and j.run_id = p.id and j.attempt = p.attempt and not j.guarded),
            released as (
                update claims c set released_at = now(), outcome = 'finished'
                where c.id = any(array(select id from fit))),
            logged as (
            """
                    + LogArrays.INSERT
                    + "from "
                    + LogArrays.TABLE
                    + """
                        join fit c on c.id = l.claim_id
                        on conflict do nothing),
                    stepped as (
                    """
                    + StepArrays.INSERT
                    + "select "
                    + StepArrays.COLUMNS
                    + "from "
                    + StepArrays.TABLE
                    + "join fit c on c.id = s.claim_id\n"
                    + StepArrays.REPLACE
                    + """
                        ),
                    ended as (
                        update jobs j
                        set state = 'finished', conclusion = 'success', outputs = f.outputs::jsonb,
                            log_lines = f.log_lines, log_bytes = f.log_bytes, log_truncated = f.log_truncated,
                            finished_at = now()
                        from fit f
                        where j.id = f.job_id),
                    over as (
                        update pipeline_runs r
                        set state = 'finished', conclusion = 'success', cause = null, message = null,
                            finished_at = now()
                        where r.id = any(array(
                            select distinct f.run_id from fit f
                            where not exists (
                                select from jobs o
                                where o.run_id = f.run_id and o.finished_at is null
                                    and o.id <> all(array(select job_id from fit))
                                offset 0))))
                    select f.id, f.run_id,
                        exists (select from log_watchers w where w.run_id = f.run_id and w.expires_at > now())
                    from fit f
                    """;

    static final SetStatement END = SetStatement.of(LOCK, UNDER_LOCKS);

    /// A claim that ended.
    record Row(long claim, long run, boolean watched) {
        static Row of(ResultSet row) throws SQLException {
            return new Row(row.getLong(1), row.getLong(2), row.getBoolean(3));
        }
    }

    private JobEndings() {}

    /// Ends those that can end together, in autocommit or within a transaction of the caller.
    ///
    /// @param jobs that succeeded
    /// @return the claims that ended; of the others nothing was written, and their ends are to be
    ///   told in transactions of their own
    public static Set<ClaimId> write(Tx tx, List<JobEnding> jobs) {
        return tell(tx, END.rows(tx, Row::of, values(succeeded(jobs))));
    }

    /// Hints at what ended.
    static Set<ClaimId> tell(Tx tx, List<Row> rows) {
        for (Row row : rows) {
            tx.hint(Topic.RUN, row.run());
            if (row.watched()) {
                tx.hint(Topic.LOG, row.run());
            }
        }
        return rows.stream()
                .map(row -> new ClaimId(row.claim()))
                .collect(Collectors.toCollection(HashSet::new));
    }

    static List<JobEnding> succeeded(List<JobEnding> jobs) {
        return jobs.stream()
                .filter(job -> job.result().conclusion() == Conclusion.SUCCESS)
                .toList();
    }

    /// The values of both statements.
    static @Nullable Object[] values(List<JobEnding> jobs) {
        Map<ClaimId, List<StepReport>> steps = new LinkedHashMap<>();
        jobs.forEach(job -> steps.put(job.claim(), job.steps()));
        List<LogChunk> log = jobs.stream().flatMap(job -> job.log().stream()).toList();
        Columns<JobEnding> columns = new Columns<>(jobs);
        return SetStatement.values(
                columns.longs(job -> job.run().value()),
                columns.longs(job -> job.claim().value()),
                columns.longs(job -> job.run().value()),
                columns.texts(job -> PostgresText.json(job.result().outputs())),
                columns.longs(job -> job.result().logLines()),
                columns.longs(job -> job.result().logBytes()),
                columns.flags(job -> job.result().logTruncated()),
                LogArrays.values(log),
                StepArrays.values(steps));
    }
}
