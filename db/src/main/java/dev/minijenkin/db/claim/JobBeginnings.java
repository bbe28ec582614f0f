package dev.minijenkin.db.claim;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.Columns;
import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.SetStatement;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.notify.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The statement by which a runner begins with several jobs at once, of whatever runs.
///
/// Runs that begin with them are locked first, in the order of their ids, and only where nobody
/// else holds them: one that is held keeps none of the others waiting.
public final class JobBeginnings {
    /// The payload of a run's event comes once, however many of its jobs begin.
    static final SetStatement BEGIN =
            SetStatement.of(
                    """
                    with given as materialized (
                        select * from unnest(?::bigint[], ?::bigint[]) as g(claim_id, run_id)),
                    entering as materialized (
                        select r.id
                        from pipeline_runs r
                        where r.id = any(?::bigint[]) and r.state in ('queued', 'waiting')
                            and not exists (select from run_listeners n where n.repository_id = r.repository_id)
                        order by r.id
                        for no key update skip locked),
                    able as materialized (
                        select c.id as claim_id, c.job_id, j.run_id
                        from given g
                        join pipeline_runs r on r.id = g.run_id
                        join claims c on c.id = g.claim_id
                        join jobs j on j.id = c.job_id
                        where (r.state = 'running' or r.id in (select id from entering))
                            and c.released_at is null and c.acknowledged_at is null and j.state = 'claimed'
                            and not j.guarded
                        for no key update of c, j skip locked),
                    acknowledged as (
                        update claims c set acknowledged_at = now()
                        where c.id = any(array(select claim_id from able))),
                    running as (
                        update jobs j set state = 'running', started_at = now()
                        where j.id = any(array(select job_id from able))),
                    begun as (
                        update pipeline_runs r set state = 'running', started_at = coalesce(r.started_at, now())
                        where r.id = any(array(select e.id from entering e where e.id in (select run_id from able)))),
                    planned as (
                        insert into steps (claim_id, number, job_id, key, name)
                        select a.claim_id, s.number, a.job_id, nullif(s.key, ''), s.name
                        from unnest(?::bigint[], ?::int[], ?::text[], ?::text[]) as s(claim_id, number, key, name)
                        join able a on a.claim_id = s.claim_id)
                    select a.claim_id, a.run_id, s.event
                    from (
                        select claim_id, run_id, row_number() over (partition by run_id) as place from able) a
                    left join run_sources s on s.run_id = a.run_id and a.place = 1
                    """);

    private static final Begun ALONE = new Begun.Alone(false);

    private record Row(long claim, long run, byte[] event) {}

    private JobBeginnings() {}

    /// Begins with those that can begin together; [Begun.Alone] for each of the others.
    ///
    /// @return one for each of them, in their order
    public static List<Begun> write(Tx tx, List<JobBeginning> jobs) {
        Map<Long, byte[]> events = new HashMap<>();
        Map<Long, Long> runs = new HashMap<>();
        for (Row row : rows(tx, jobs)) {
            runs.put(row.claim(), row.run());
            if (row.event() != null) {
                events.put(row.run(), row.event());
            }
        }
        runs.values().forEach(run -> tx.hint(Topic.RUN, run));
        return jobs.stream()
                .map(job -> {
                    byte[] event = events.get(runs.getOrDefault(job.claim().value(), -1L));
                    return event == null ? ALONE : new Begun.Began(event);
                })
                .toList();
    }

    private static List<Row> rows(Tx tx, List<JobBeginning> jobs) {
        List<StepRow> steps = new ArrayList<>();
        for (JobBeginning job : jobs) {
            for (int step = 0; step < job.stepNames().size(); step++) {
                steps.add(
                        new StepRow(
                                job.claim(),
                                step + 1,
                                job.stepKeys().get(step),
                                PostgresText.text(job.stepNames().get(step))));
            }
        }
        Columns<JobBeginning> begun = new Columns<>(jobs);
        Columns<StepRow> planned = new Columns<>(steps);
        long[] runs = begun.longs(job -> job.run().value());
        return BEGIN.rows(
                tx,
                row -> new Row(row.getLong(1), row.getLong(2), row.getBytes(3)),
                begun.longs(job -> job.claim().value()),
                runs,
                runs,
                planned.longs(step -> step.claim().value()),
                planned.ints(StepRow::number),
                planned.texts(StepRow::key),
                planned.texts(StepRow::name));
    }

    private record StepRow(ClaimId claim, int number, String key, String name) {}
}
