package dev.minijenkin.db.hook;

import static dev.minijenkin.db.schema.Tables.HOOK_DELIVERIES;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.inline;

import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.notify.Topic;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jooq.Field;
import org.jooq.impl.DSL;

/// Statements over `hook_deliveries`.
public final class Deliveries {
    /// An update tells its rows in any order: they are sorted again.
    private static final String TAKE =
            """
            with due as materialized (
                select id, next_attempt_at from hook_deliveries
                where state = 'received' and next_attempt_at <= now()
                order by next_attempt_at, id
                limit ?
                for update skip locked),
            taken as (
                update hook_deliveries d
                set attempts = d.attempts + 1, next_attempt_at = now() + make_interval(secs => ?)
                from due where d.id = due.id
                returning d.id, d.repository_id, d.source, d.event, d.payload, d.attempts)
            select taken.*
            from taken
            join due on due.id = taken.id
            order by due.next_attempt_at, due.id
            """;

    private Deliveries() {}

    /// Keeps a delivery. A second arrival of the same key collapses into the first by constraint.
    public static Received receive(Tx tx, NewDelivery delivery) {
        var row =
                tx.sql()
                        .insertInto(HOOK_DELIVERIES)
                        .set(HOOK_DELIVERIES.REPOSITORY_ID, delivery.repository().value())
                        .set(HOOK_DELIVERIES.SOURCE, EnumWords.of(delivery.source()))
                        .set(HOOK_DELIVERIES.DELIVERY_KEY, delivery.key())
                        .set(HOOK_DELIVERIES.EVENT, delivery.event())
                        .set(HOOK_DELIVERIES.PAYLOAD, delivery.payload())
                        .set(HOOK_DELIVERIES.CHAIN, (short) delivery.chain())
                        .onConflict(HOOK_DELIVERIES.REPOSITORY_ID, HOOK_DELIVERIES.DELIVERY_KEY)
                        .doUpdate()
                        .set(HOOK_DELIVERIES.DUPLICATES, HOOK_DELIVERIES.DUPLICATES.plus(1))
                        .returningResult(HOOK_DELIVERIES.ID, HOOK_DELIVERIES.DUPLICATES)
                        .fetchSingle();
        Received received = new Received(new DeliveryId(row.value1()), row.value2() > 0);
        if (!received.duplicate()) {
            tx.hint(Topic.DELIVERY, received.id().value());
        }
        return received;
    }

    /// Takes up to `limit` deliveries that are due, oldest first. They are due again after `lease`,
    /// should their processing die; one that fails is put off by [#retryLater].
    public static List<Delivery> take(Tx tx, int limit, Duration lease) {
        return tx.sql()
                .fetch(TAKE, limit, seconds(lease))
                .map(row ->
                        new Delivery(
                                new DeliveryId(row.get("id", Long.class)),
                                new RepositoryId(row.get("repository_id", Long.class)),
                                EnumWords.parse(DeliverySource.class, row.get("source", String.class)),
                                row.get("event", String.class),
                                row.get("payload", byte[].class),
                                row.get("attempts", Integer.class)));
    }

    /// Locks a delivery that is still to be processed, so that its runs are inserted once.
    ///
    /// @return false where another process finished it already
    public static boolean lockOpen(Tx tx, DeliveryId id) {
        return tx.sql()
                .select(HOOK_DELIVERIES.ID)
                .from(HOOK_DELIVERIES)
                .where(HOOK_DELIVERIES.ID.eq(id.value()))
                .and(HOOK_DELIVERIES.STATE.eq(inline("received")))
                .forUpdate()
                .fetchOptional()
                .isPresent();
    }

    /// Ends a delivery.
    ///
    /// @param error why it failed or was ignored; empty where it was processed
    public static void finish(Tx tx, DeliveryId id, DeliveryState state, Optional<String> error) {
        tx.sql()
                .update(HOOK_DELIVERIES)
                .set(HOOK_DELIVERIES.STATE, EnumWords.of(state))
                .set(HOOK_DELIVERIES.ERROR, PostgresText.textOrNull(error.orElse(null)))
                .set(HOOK_DELIVERIES.FINISHED_AT, currentOffsetDateTime())
                .where(HOOK_DELIVERIES.ID.eq(id.value()))
                .and(HOOK_DELIVERIES.STATE.eq(inline("received")))
                .execute();
        tx.hint(Topic.DELIVERY, id.value());
    }

    /// Keeps a delivery for another attempt and says why this one failed.
    public static void retryLater(Tx tx, DeliveryId id, String error, Duration delay) {
        tx.sql()
                .update(HOOK_DELIVERIES)
                .set(HOOK_DELIVERIES.ERROR, PostgresText.text(error))
                .set(HOOK_DELIVERIES.NEXT_ATTEMPT_AT, in(delay))
                .where(HOOK_DELIVERIES.ID.eq(id.value()))
                .and(HOOK_DELIVERIES.STATE.eq(inline("received")))
                .execute();
        tx.hint(Topic.DELIVERY, id.value());
    }

    private static Field<OffsetDateTime> in(Duration delay) {
        return DSL.field(
                "now() + make_interval(secs => {0})",
                OffsetDateTime.class, DSL.val(seconds(delay)));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
