package dev.minijenkin.db.view.delivery;

import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.hook.DeliverySource;
import dev.minijenkin.db.hook.DeliveryState;
import dev.minijenkin.db.outbox.Message;
import dev.minijenkin.db.outbox.MessageId;
import dev.minijenkin.db.outbox.Messages;
import dev.minijenkin.db.outbox.Targets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/// What came in, what came of it, and what goes out.
public final class DeliveryViews {
    private static final List<String> ALL_STATES =
            List.of("pending", "delivered", "unchanged", "dead");

    /// The newest, and those before them that wait or failed: these are what people look for.
    private static final String INCOMING =
            """
            select d.id, o.name as repository, d.source, d.event, d.state, d.attempts, d.error, d.next_attempt_at,
                d.duplicates, octet_length(d.payload) > 0 as has_body, d.received_at, r.ids, r.names
            from (
                (select * from hook_deliveries order by id desc limit ?)
                union
                (select * from hook_deliveries where state = 'received' order by next_attempt_at limit ?)
                union
                (select * from hook_deliveries
                where state = 'failed' and id > (select coalesce(max(id), 0) - 10000 from hook_deliveries)
                order by id desc limit ?)) d
            join repositories o on o.id = d.repository_id
            left join lateral (
                select array_agg(r.id order by r.id) as ids,
                    array_agg(case when p.name = p.path then regexp_replace(p.path, '^.*/', '') else p.name end
                        || ' #' || r.number order by r.id) as names
                from pipeline_runs r join pipelines p on p.id = r.pipeline_id
                where r.hook_delivery_id = d.id) r on true
            order by d.id desc
            """;

    private DeliveryViews() {}

    /// What came in, the newest first.
    ///
    /// @param limit how many of the newest; and how many of those before them that wait or failed
    public static List<IncomingView> incoming(Tx tx, int limit) {
        return tx.sql().fetch(INCOMING, limit, limit, limit).map(DeliveryViews::incoming);
    }

    /// What goes out, with the dead letters that are older.
    public static OutgoingView outgoing(Tx tx, int limit) {
        List<Message> newest = Messages.newest(tx, ALL_STATES, "", limit);
        Set<MessageId> known = new HashSet<>(newest.stream().map(Message::id).toList());
        List<Message> all = new ArrayList<>(newest);
        Stream.of("pending", "dead")
                .flatMap(state -> Messages.newest(tx, List.of(state), "", limit).stream())
                .filter(message -> known.add(message.id()))
                .forEach(all::add);
        all.sort(Comparator.comparingLong((Message message) -> message.id().value()).reversed());
        return new OutgoingView(all, Targets.all(tx));
    }

    /// The raw body of a delivery, as text; empty where it is gone.
    ///
    /// @param most bytes of it
    public static String payload(Tx tx, DeliveryId id, int most) {
        return tx
                .sql()
                .fetch(
                        "select substring(payload from 1 for ?) as body from hook_deliveries where id = ?",
                        most,
                        id.value())
                .stream()
                .map(row -> new String(row.get("body", byte[].class), StandardCharsets.UTF_8))
                .findFirst()
                .orElse("");
    }

    /// The tries of a message, the newest first.
    public static List<DeliveryAttempt> attempts(Tx tx, MessageId id) {
        return tx.sql()
                .fetch(
                        """
                        select number, started_at, duration_ms, status, coalesce(error, '') as error
                        from outbox_attempts where outbox_id = ? order by number desc
                        """,
                        id.value())
                .map(row ->
                        new DeliveryAttempt(
                                row.get("number", Integer.class),
                                row.get("started_at", OffsetDateTime.class).toInstant(),
                                Duration.ofMillis(row.get("duration_ms", Integer.class)),
                                row.get("status", Integer.class),
                                row.get("error", String.class)));
    }

    private static IncomingView incoming(Record row) {
        DeliveryState state = EnumWords.parse(DeliveryState.class, row.get("state", String.class));
        String error = row.get("error", String.class);
        return new IncomingView(
                new DeliveryId(row.get("id", Long.class)),
                new IncomingView.What(
                        row.get("repository", String.class),
                        EnumWords.parse(DeliverySource.class, row.get("source", String.class)),
                        row.get("event", String.class)),
                new IncomingView.Progress(
                        state,
                        row.get("attempts", Integer.class),
                        error == null ? "" : error,
                        state == DeliveryState.RECEIVED
                                ? row.get("next_attempt_at", OffsetDateTime.class).toInstant()
                                : null),
                row.get("duplicates", Integer.class),
                row.get("has_body", Boolean.class),
                row.get("received_at", OffsetDateTime.class).toInstant(),
                started(row.get("ids", Long[].class), row.get("names", String[].class)));
    }

    private static List<IncomingView.StartedRun> started(
            Long @Nullable [] ids, String @Nullable [] names) {
        return ids == null || names == null
                ? List.of()
                : IntStream.range(0, ids.length)
                        .mapToObj(i -> new IncomingView.StartedRun(new RunId(ids[i]), names[i]))
                        .toList();
    }
}
