package dev.minijenkin.db.view.queue;

/// Who serves a label set, and how fast its queue moves, as SQL: asked once a set, because sets are
/// few. The same by which `explain_job` tells of one job.
public final class QueuePace {
    /// Common table expressions `known`, of the runners that have not left, `taken`, of what was
    /// taken lately of a label set, and `lately`, of how long that is.
    public static final String TABLES =
            """
            known as materialized (select * from live_runners where stopped_at is null),
            taken as materialized (
                select n.label_set_id, count(*) as taken
                from (select job_id, claimed_at from claims order by id desc limit 500) c
                join jobs n on n.id = c.job_id
                where c.claimed_at > now() - interval '1 hour' group by n.label_set_id),
            lately as materialized (
                select extract(epoch from now() - min(c.claimed_at)) as seconds
                from (select claimed_at from claims order by id desc limit 500) c
                where c.claimed_at > now() - interval '1 hour')\
            """;

    /// The most free slots of one runner that serves the label set `s`.
    public static final String FREE =
            """
            (select max(k.capacity - k.busy) from known k
                where k.online and not k.draining and k.guest = s.for_guests and k.labels @> s.labels)\
            """;

    private QueuePace() {}
}
