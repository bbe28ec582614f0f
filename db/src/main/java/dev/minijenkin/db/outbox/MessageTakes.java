package dev.minijenkin.db.outbox;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.SetStatement;
import dev.minijenkin.db.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/// The statement by which a process takes messages to deliver.
///
/// Of each target a few at a time, and of each of its subjects only the first: what follows waits
/// until that is over. Where a target's circuit is open nothing is taken but tests; where it was,
/// one. Two processes never take of one target at once: the row of the target is locked for the
/// moment of this statement, which no end of a run waits for.
public final class MessageTakes {
    static final SetStatement TAKE =
            SetStatement.of(
                    """
                    with open as materialized (
                        select t.id, coalesce(t.circuit_open_until <= now(), true) as closed,
                            case when t.consecutive_failures >= ? then 1 else ? end - (
                                select count(*) from webhooks_outbox u
                                where u.target_id = t.id and u.claimed_by is not null and u.claimed_until > now()) as room
                        from outbox_targets t
                        where t.enabled and exists (
                            select from webhooks_outbox w where w.target_id = t.id and w.state = 'pending' offset 0)
                        order by t.id
                        for no key update of t skip locked),
                    next as materialized (
                        select n.id
                        from open o
                        cross join lateral (
                            (select w.id from webhooks_outbox w
                            where w.target_id = o.id and w.state = 'pending' and w.event = 'test'
                                and (w.claimed_until is null or w.claimed_until <= now())
                            limit 1)
                            union all
                            (select w.id from webhooks_outbox w
                            where w.target_id = o.id and o.closed and w.state = 'pending' and w.event <> 'test'
                                and w.next_attempt_at <= now()
                                and (w.claimed_until is null or w.claimed_until <= now())
                                -- Not as "not exists", which is planned as a join of all with all.
                                and w.id = (
                                    select e.id from webhooks_outbox e
                                    where e.target_id = w.target_id and e.subject = w.subject and e.state = 'pending'
                                    order by e.id
                                    limit 1)
                            order by w.id
                            limit greatest(o.room, 0))) n
                        limit ?)
                    update webhooks_outbox w
                    set claimed_by = ?, claimed_until = now() + make_interval(secs => ?), attempts = w.attempts + 1
                    from outbox_targets t
                    where w.id = any(array(select id from next)) and w.state = 'pending'
                        and (w.claimed_until is null or w.claimed_until <= now()) and t.id = w.target_id
                    returning w.id, t.id as target, t.name, t.kind, t.url, t.sealed_to, t.sealed_secret, w.event, w.subject, w.body,
                        w.only_if_changed, w.idempotency_key, w.attempts
                    """);

    private MessageTakes() {}

    /// Takes what is due, the oldest first.
    ///
    /// @param limit how many at most
    public static List<TakenMessage> take(Tx tx, MessageTaker taker, int limit) {
        return TAKE.rows(
                tx,
                MessageTakes::message,
                taker.circuit(),
                taker.ofTarget(),
                limit,
                taker.id(),
                taker.lease().toMillis() / 1000.0);
    }

    private static TakenMessage message(ResultSet row) throws SQLException {
        return new TakenMessage(
                new MessageId(row.getLong("id")),
                new TakenMessage.Receiver(
                        new TargetId(row.getLong("target")),
                        row.getString("name"),
                        EnumWords.parse(TargetKind.class, row.getString("kind")),
                        row.getString("url"),
                        row.getString("sealed_to"),
                        row.getBytes("sealed_secret")),
                row.getString("event"),
                row.getString("subject"),
                row.getString("body"),
                row.getBoolean("only_if_changed"),
                row.getObject("idempotency_key", UUID.class),
                row.getInt("attempts"));
    }
}
