package dev.minijenkin.db.view.scale;

import dev.minijenkin.db.Tx;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How many runners the queue needs.
public final class ScaleViews {
    /// Under a limit those are kept that come after as many as it has room for.
    private static final String DEMAND =
            """
            with kept as materialized (
                select distinct p.job_id
                from (
                    select q.job_id, l.most - l.taken as room,
                        row_number() over (partition by l.id order by q.priority, q.vtime, q.job_id) as place
                    from claim_limits_seen l
                    cross join label_sets s
                    join queue q on q.label_set_id = s.id
                    where l.repository_id = q.repository_id or l.label = any(s.labels)) p
                where p.place > p.room),
            waiting as (
                select q.label_set_id as id, count(*) as waiting, count(k.job_id) as limited,
                    min(q.queued_at) filter (where k.job_id is null) as oldest
                from queue q
                left join kept k on k.job_id = q.job_id
                group by q.label_set_id),
            running as (
                select j.label_set_id as id, count(*) as running
                from claims c
                join jobs j on j.id = c.job_id
                where c.released_at is null
                group by j.label_set_id)
            select s.labels, coalesce(w.waiting, 0) as waiting, coalesce(w.limited, 0) as limited,
                coalesce(r.running, 0) as running, w.oldest
            from label_sets s
            left join waiting w on w.id = s.id
            left join running r on r.id = s.id
            where w.id is not null or r.id is not null
            order by s.labels
            """;

    private static final String FREE =
            """
            select labels, sum(capacity - busy)::bigint as free
            from live_runners
            where online and not draining and capacity > busy
            group by labels
            order by labels
            """;

    private ScaleViews() {}

    /// What is needed now.
    public static QueueDemand now(Tx tx) {
        Instant at =
                tx.sql()
                        .fetchSingle("select now() as at")
                        .get("at", OffsetDateTime.class)
                        .toInstant();
        return new QueueDemand(
                at,
                tx.sql()
                        .fetch(DEMAND)
                        .map(row ->
                                new LabelDemand(
                                        List.of(row.get("labels", String[].class)),
                                        row.get("waiting", Long.class),
                                        row.get("limited", Long.class),
                                        row.get("running", Long.class),
                                        instant(row.get("oldest", OffsetDateTime.class)))),
                tx.sql()
                        .fetch(FREE)
                        .map(row ->
                                new FreeSlots(
                                        List.of(row.get("labels", String[].class)),
                                        row.get("free", Long.class))),
                tx.sql()
                        .fetch("select name from live_runners where online order by name")
                        .map(row -> row.get("name", String.class)));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
