package dev.minijenkin.db.retention;

import dev.minijenkin.db.Tx;
import org.jooq.Record;

/// Rows of a table that grows in the order of time, and of which each is over once it has a state.
final class ExpiredEntries implements ExpiredRows {
    private static final int LOOKED_AT = 500;

    private static final String DELETE =
            """
            with looked_at as materialized (
                select t.id, t.%2$s as at, %3$s as ended
                from %1$s t
                where t.id > ?
                order by t.id
                limit %5$d),
            oldest as (select now() - make_interval(days => %4$s) as at from settings),
            held as materialized (
                select t.id
                from %1$s t
                where t.id = any(array(select l.id from looked_at l, oldest o where l.ended and l.at < o.at))
                for update skip locked),
            gone as (
                delete from %1$s where id = any(array(select id from held))
                returning id)
            select (select count(*) from gone) as gone, max(l.id) as last,
                count(*) = %5$d and bool_or(l.at < o.at) as more
            from looked_at l, oldest o
            """;

    private final String delete;
    private long after;

    /// @param delete with the id after which it looks as its only value
    private ExpiredEntries(String delete) {
        this.delete = delete;
    }

    /// What asked for runs. One for whose end a command waits is not over.
    static ExpiredRows deliveries() {
        return new ExpiredEntries(
                DELETE.formatted(
                        "hook_deliveries",
                        "opened_at",
                        """
                        t.state <> 'received' and not exists (
                            select from commands c where c.delivery_id = t.id and c.state = 'pending')\
                        """,
                        "delivery_retention_days",
                        LOOKED_AT));
    }

    static ExpiredRows commands() {
        return new ExpiredEntries("select * from delete_old_commands(?)");
    }

    static ExpiredRows messages() {
        return new ExpiredEntries(
                DELETE.formatted(
                        "webhooks_outbox",
                        "created_at",
                        "t.state <> 'pending'",
                        "message_retention_days",
                        LOOKED_AT));
    }

    @Override
    public Deleted deleteSome(Tx tx) {
        Record row = tx.sql().fetchSingle(delete, after);
        boolean more = Boolean.TRUE.equals(row.get("more", Boolean.class));
        if (more) {
            after = row.get("last", Long.class);
        }
        return new Deleted(row.get("gone", Integer.class), more);
    }
}
