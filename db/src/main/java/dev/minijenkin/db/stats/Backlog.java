package dev.minijenkin.db.stats;

import dev.minijenkin.db.Tx;
import org.jooq.Record;

/// What waits to be sent or to be processed, and whether the database can be written.
///
/// @param messagesPending at most 10,000, as are the other numbers
/// @param messagesDead that were given up
/// @param oldestDeliverySeconds since the oldest open delivery came; 0: none is open
/// @param standby whether it is a copy that can only be read
public record Backlog(
        long messagesPending,
        long messagesDead,
        long deliveriesOpen,
        double oldestDeliverySeconds,
        long commandsPending,
        boolean standby) {
    /// Counts by the indexes of what is open.
    public static Backlog read(Tx tx) {
        Record row =
                tx.sql()
                        .fetchSingle(
                                """
                                select
                                    (select count(*) from (
                                        select from webhooks_outbox where state = 'pending' limit 10000) m) as pending,
                                    (select count(*) from (
                                        select from webhooks_outbox where state = 'dead' limit 10000) m) as dead,
                                    (select count(*) from (
                                        select from hook_deliveries where state = 'received' limit 10000) d) as open,
                                    coalesce((
                                        select extract(epoch from now() - min(d.received_at)) from (
                                            select received_at from hook_deliveries where state = 'received' limit 10000)
                                            d), 0)::float8 as oldest,
                                    (select count(*) from (
                                        select from commands where state = 'pending' and delivery_id is null
                                        limit 10000) c) as commands,
                                    pg_is_in_recovery() as standby
                                """);
        return new Backlog(
                row.get("pending", Long.class),
                row.get("dead", Long.class),
                row.get("open", Long.class),
                row.get("oldest", Double.class),
                row.get("commands", Long.class),
                row.get("standby", Boolean.class));
    }
}
