package dev.minijenkin.db.view.whatif;

import dev.minijenkin.db.Tx;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Looks at what a limit would do; writes nothing.
public final class LimitEffects {
    private static final int PIPELINES = 50;

    /// Given the name of a repository and a label, one of them null.
    private static final String WORK =
            """
            with asked as materialized (
                select (select id from repositories where lower(name) = lower(?::text)) as repository_id,
                    lower(?::text) as label),
            mine as materialized (
                select q.label_set_id, s.labels, q.priority, q.vtime, q.job_id,
                    row_number() over (order by q.priority, q.vtime, q.job_id) as number
                from asked a
                join queue q on true
                join label_sets s on s.id = q.label_set_id
                where q.repository_id = a.repository_id or a.label = any(s.labels))
            """;

    private static final String FIGURES =
            WORK
                    + """
                    , serving as materialized (
                        select k.capacity, k.busy from live_runners k
                        where k.stopped_at is null and k.online and not k.draining
                            and exists (select from (select distinct labels from mine) m where m.labels <@ k.labels))
                    select
                        (select l.most from claim_limits_seen l, asked a
                            where l.repository_id = a.repository_id or l.label = a.label) as most,
                        (select count(*) from claims c
                            join jobs j on j.id = c.job_id
                            left join label_sets s on s.id = j.label_set_id, asked a
                            where c.released_at is null
                                and (j.repository_id = a.repository_id or a.label = any(s.labels))) as taken,
                        (select count(*) from mine) as queued,
                        (select coalesce(sum(greatest(capacity - busy, 0)), 0) from serving) as free,
                        (select coalesce(sum(capacity), 0) from serving) as capacity,
                        (select avg(extract(epoch from c.released_at - c.claimed_at))
                            from (select * from claims order by id desc limit 2000) c
                            join jobs j on j.id = c.job_id
                            left join label_sets s on s.id = j.label_set_id, asked a
                            where c.released_at is not null
                                and (j.repository_id = a.repository_id or a.label = any(s.labels))) as usual
                    """;

    /// Of each line those behind the first job that begins at another time.
    private static final String OTHERS =
            WORK
                    + """
                    , moved as materialized (
                        select distinct on (label_set_id) label_set_id, priority, vtime, job_id from mine
                        where number > ? and number <= ?
                        order by label_set_id, priority, vtime, job_id)
                    select o.name || ' / ' || case when p.name = p.path then regexp_replace(p.path, '^.*/', '')
                            else p.name end as pipeline,
                        case when ?::boolean then 0 else count(*) end as sooner,
                        case when ?::boolean then count(*) else 0 end as later
                    from moved m
                    join queue q on q.label_set_id = m.label_set_id
                        and (q.priority, q.vtime, q.job_id) > (m.priority, m.vtime, m.job_id)
                    join jobs j on j.id = q.job_id
                    join pipeline_runs r on r.id = j.run_id
                    join pipelines p on p.id = r.pipeline_id
                    join repositories o on o.id = r.repository_id
                    where q.job_id not in (select job_id from mine)
                    group by 1 order by count(*) desc, 1
                    limit ?
                    """;

    private LimitEffects() {}

    /// Of a repository.
    ///
    /// @param after how many jobs may be under way; empty: without a limit
    public static LimitEffect ofRepository(Tx tx, String name, OptionalInt after) {
        return of(tx, name, null, after);
    }

    /// Of a label; case does not matter.
    ///
    /// @param after how many jobs may be under way; empty: without a limit
    public static LimitEffect ofLabel(Tx tx, String label, OptionalInt after) {
        return of(tx, null, label.strip().toLowerCase(Locale.ROOT), after);
    }

    private static LimitEffect of(
            Tx tx, @Nullable String repository, @Nullable String label, OptionalInt after) {
        var row = tx.sql().fetchSingle(FIGURES, repository, label);
        Integer most = row.get("most", Integer.class);
        OptionalInt before = most == null ? OptionalInt.empty() : OptionalInt.of(most);
        LimitEffect.Work work =
                new LimitEffect.Work(
                        row.get("taken", Long.class),
                        row.get("queued", Long.class),
                        Optional.ofNullable(row.get("usual", BigDecimal.class))
                                .map(usual ->
                                        Duration.ofMillis(Math.round(usual.doubleValue() * 1000))));
        long was = LimitEffect.passed(work, before);
        long will = LimitEffect.passed(work, after);
        List<OtherJobs> others =
                was == will
                        ? List.of()
                        : tx.sql()
                                .fetch(
                                        OTHERS,
                                        repository,
                                        label,
                                        Math.min(was, will),
                                        Math.max(was, will),
                                        will > was,
                                        will > was,
                                        PIPELINES)
                                .map(PriorityEffects::others);
        return new LimitEffect(
                work,
                new LimitEffect.Slots(row.get("free", Long.class), row.get("capacity", Long.class)),
                before,
                after,
                others);
    }
}
