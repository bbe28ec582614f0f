package dev.minijenkin.db.retention;

import dev.minijenkin.db.Tx;
import org.jooq.Record;

/// Runners that left, or fell silent, as long ago as runs are kept, and of which no claim is left.
/// A claim leaves with its run.
final class ExpiredRunners implements ExpiredRows {
    private static final int LOOKED_AT = 500;

    /// One that comes back just now holds its row, or has registered since.
    private static final String DELETE =
            """
            with looked_at as materialized (
                select r.id, greatest(r.registered_at, r.stopped_at, h.heartbeat_at) as at
                from runners r left join runner_heartbeats h on h.runner_id = r.id
                where r.id > ?
                order by r.id
                limit %1$d),
            oldest as (select now() - make_interval(days => run_retention_days) as at from settings),
            held as materialized (
                select r.id
                from runners r
                where r.id = any(array(select l.id from looked_at l, oldest o where l.at < o.at))
                    and greatest(r.registered_at, r.stopped_at) < (select o.at from oldest o)
                    and (select c.id from claims c where c.runner_id = r.id limit 1) is null
                for update skip locked),
            gone as (
                delete from runners where id = any(array(select id from held))
                returning id)
            select (select count(*) from gone) as gone, max(l.id) as last, count(*) = %1$d as more
            from looked_at l
            """
                    .formatted(LOOKED_AT);

    private long after;

    /// Where one runner has most of the claims, the planner would look for those of each other one
    /// by reading all; the foreign key's own look as well.
    @Override
    public Deleted deleteSome(Tx tx) {
        tx.sql().execute("set local enable_seqscan = off");
        Record row = tx.sql().fetchSingle(DELETE, after);
        boolean more = Boolean.TRUE.equals(row.get("more", Boolean.class));
        if (more) {
            after = row.get("last", Long.class);
        }
        return new Deleted(row.get("gone", Integer.class), more);
    }
}
