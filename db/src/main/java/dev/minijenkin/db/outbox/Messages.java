package dev.minijenkin.db.outbox;

import dev.minijenkin.db.Tx;
import dev.minijenkin.db.notify.Topic;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/// Statements over `webhooks_outbox`, for people.
public final class Messages {
    private static final String LIST =
            """
            select w.id, t.name, w.event, w.state, w.attempts, w.last_error, w.created_at, w.next_attempt_at,
                coalesce(
                    (select o.name || ' ' || p.name || ' #' || r.number
                    from pipeline_runs r
                    join repositories o on o.id = r.repository_id
                    join pipelines p on p.id = r.pipeline_id
                    where r.id = (w.body ->> 'run')::bigint),
                    w.body ->> 'title', w.subject) as about
            from webhooks_outbox w
            join outbox_targets t on t.id = w.target_id
            where w.state = any(?) and (? = '' or t.name = ?)
            order by w.id desc
            limit ?
            """;

    private Messages() {}

    /// The newest in some states.
    ///
    /// @param target name; empty: of all
    public static List<Message> newest(Tx tx, List<String> states, String target, int limit) {
        return tx.sql()
                .fetch(LIST, states.toArray(String[]::new), target, target, limit)
                .map(Messages::message);
    }

    /// The dead letters of a target, the oldest first.
    ///
    /// @param target name; empty: of all
    public static List<MessageId> dead(Tx tx, String target, int limit) {
        return tx.sql()
                .fetch(
                        """
                        select w.id from webhooks_outbox w
                        join outbox_targets t on t.id = w.target_id
                        where w.state = 'dead' and (? = '' or t.name = ?)
                        order by w.id
                        limit ?
                        """,
                        target,
                        target,
                        limit)
                .map(row -> new MessageId(row.get("id", Long.class)));
    }

    /// Has dead letters delivered after all; which of them were dead.
    public static List<MessageId> resend(Tx tx, List<MessageId> ids) {
        List<MessageId> sent =
                tx.sql()
                        .fetch(
                                "select resend_messages(?) as id",
                                (Object) ids.stream().map(MessageId::value).toArray(Long[]::new))
                        .map(row -> new MessageId(row.get("id", Long.class)));
        sent.forEach(id -> tx.hint(Topic.MESSAGE, id.value()));
        return sent;
    }

    /// A test message to a target; empty where the target is paused or gone.
    ///
    /// @param key of its attempts, by which [#test(Tx, String, UUID)] finds it
    public static Optional<MessageId> test(Tx tx, TargetId target, UUID key) {
        Optional<MessageId> sent =
                tx
                        .sql()
                        .fetch("select test_target(?, ?) as id", target.value(), key)
                        .map(row -> row.get("id", Long.class))
                        .stream()
                        .flatMap(id -> Optional.ofNullable(id).stream())
                        .findFirst()
                        .map(MessageId::new);
        sent.ifPresent(id -> tx.hint(Topic.MESSAGE, id.value()));
        return sent;
    }

    /// A test message; empty where it is not there yet, or gone with its target.
    ///
    /// @param target its name
    public static Optional<Message> test(Tx tx, String target, UUID key) {
        return tx.sql()
                .fetchOptional(
                        """
                        select w.id, t.name, w.event, w.state, w.attempts, w.last_error, w.created_at,
                            w.next_attempt_at, w.subject as about
                        from webhooks_outbox w join outbox_targets t on t.id = w.target_id
                        where t.name = ? and w.event = 'test' and w.idempotency_key = ?
                        """,
                        target,
                        key)
                .map(Messages::message);
    }

    private static Message message(Record row) {
        String state = row.get("state", String.class);
        @Nullable String error = row.get("last_error", String.class);
        return new Message(
                new MessageId(row.get("id", Long.class)),
                row.get("name", String.class),
                row.get("event", String.class),
                row.get("about", String.class),
                state,
                row.get("attempts", Integer.class),
                error == null ? "" : error,
                row.get("created_at", OffsetDateTime.class).toInstant(),
                state.equals("pending")
                        ? row.get("next_attempt_at", OffsetDateTime.class).toInstant()
                        : null);
    }
}
