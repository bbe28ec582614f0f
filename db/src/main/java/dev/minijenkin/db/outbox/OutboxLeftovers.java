package dev.minijenkin.db.outbox;

import dev.minijenkin.db.Tx;

/// Messages that wait for a target which was removed: nobody sends them, and no reference took them
/// away. Those that are over go when they are old.
public final class OutboxLeftovers {
    private static final String DELETE =
            """
            delete from webhooks_outbox
            where id = any(array(
                select w.id from webhooks_outbox w
                where w.state = 'pending' and not exists (select from outbox_targets t where t.id = w.target_id)
                limit 5000))
            """;

    private OutboxLeftovers() {}

    /// Deletes some of them.
    public static void delete(Tx tx) {
        tx.sql().execute(DELETE);
    }
}
