package dev.minijenkin.db.view.whatif;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.view.queue.QueuePace;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/// Looks at what another priority would do; writes nothing. Places and times are told as the queue
/// tells them.
public final class PriorityEffects {
    private static final int MOVES = 20;
    private static final int PIPELINES = 50;

    /// Only lines that a job of the runs stands in are looked at.
    private static final String LINES =
            """
            with %s,
            asked as materialized (select unnest(?::bigint[]) as run_id),
            sets as materialized (
                select s.id, %s as free, t.taken, (select seconds from lately) as seconds
                from label_sets s
                left join taken t on t.label_set_id = s.id
                where s.id in (
                    select q.label_set_id from queue q
                    join jobs j on j.id = q.job_id
                    join asked a on a.run_id = j.run_id)),
            line as materialized (
                select j.id, j.name, j.run_id, s.free, s.taken, s.seconds, a.run_id is not null as asked,
                    row_number() over (partition by s.id order by q.priority, q.vtime, q.job_id) as place,
                    row_number() over (partition by s.id order by case when a.run_id is null then q.priority else ? end,
                        q.vtime, q.job_id) as next_place
                from sets s
                join queue q on q.label_set_id = s.id
                join jobs j on j.id = q.job_id
                left join asked a on a.run_id = j.run_id)
            """
                    .formatted(QueuePace.TABLES, QueuePace.FREE);

    private static final String MOVED =
            LINES
                    + """
                    select name, place, next_place, count(*) over () as queued,
                        case when free >= place then 0 when taken > 0 then place * seconds / taken end as starts,
                        case when free >= next_place then 0
                            when taken > 0 then next_place * seconds / taken end as next_starts
                    from line where asked
                    order by next_place, id
                    limit ?
                    """;

    private static final String OTHERS =
            LINES
                    + """
                    select o.name || ' / ' || case when p.name = p.path then regexp_replace(p.path, '^.*/', '')
                            else p.name end as pipeline,
                        count(*) filter (where l.next_place < l.place) as sooner,
                        count(*) filter (where l.next_place > l.place) as later
                    from line l
                    join pipeline_runs r on r.id = l.run_id
                    join pipelines p on p.id = r.pipeline_id
                    join repositories o on o.id = r.repository_id
                    where not l.asked and l.next_place <> l.place
                    group by 1 order by count(*) desc, 1
                    limit ?
                    """;

    private PriorityEffects() {}

    /// Of giving runs another priority.
    ///
    /// @param priority 0 is served first, 99 last
    public static PriorityEffect of(Tx tx, List<RunId> runs, int priority) {
        Long[] ids = runs.stream().map(RunId::value).toArray(Long[]::new);
        var moved = tx.sql().fetch(MOVED, ids, priority, MOVES);
        return new PriorityEffect(
                moved.map(PriorityEffects::move),
                moved.isEmpty() ? 0 : moved.getFirst().get("queued", Long.class),
                tx.sql().fetch(OTHERS, ids, priority, PIPELINES).map(PriorityEffects::others));
    }

    private static PriorityEffect.Move move(Record row) {
        return new PriorityEffect.Move(
                row.get("name", String.class),
                row.get("place", Long.class),
                row.get("next_place", Long.class),
                duration(row.get("starts", BigDecimal.class)),
                duration(row.get("next_starts", BigDecimal.class)));
    }

    static OtherJobs others(Record row) {
        return new OtherJobs(
                row.get("pipeline", String.class),
                row.get("sooner", Long.class),
                row.get("later", Long.class));
    }

    private static Optional<Duration> duration(@Nullable BigDecimal seconds) {
        return Optional.ofNullable(seconds)
                .map(told -> Duration.ofMillis(Math.round(told.doubleValue() * 1000)));
    }
}
