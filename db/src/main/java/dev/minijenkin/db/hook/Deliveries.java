package dev.minijenkin.db.hook;

import static dev.minijenkin.db.schema.Tables.HOOK_DELIVERIES;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;

import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.EnumWords;
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
                .update(HOOK_DELIVERIES)
                .set(HOOK_DELIVERIES.ATTEMPTS, HOOK_DELIVERIES.ATTEMPTS.plus(1))
                .set(HOOK_DELIVERIES.NEXT_ATTEMPT_AT, in(lease))
                .where(
                        HOOK_DELIVERIES.ID.in(
                                select(HOOK_DELIVERIES.ID)
                                        .from(HOOK_DELIVERIES)
                                        .where(HOOK_DELIVERIES.STATE.eq(inline("received")))
                                        .and(
                                                HOOK_DELIVERIES.NEXT_ATTEMPT_AT.le(
                                                        currentOffsetDateTime()))
                                        .orderBy(HOOK_DELIVERIES.NEXT_ATTEMPT_AT)
                                        .limit(limit)
                                        .forUpdate()
                                        .skipLocked()))
                .returningResult(
                        HOOK_DELIVERIES.ID,
                        HOOK_DELIVERIES.REPOSITORY_ID,
                        HOOK_DELIVERIES.SOURCE,
                        HOOK_DELIVERIES.EVENT,
                        HOOK_DELIVERIES.PAYLOAD,
                        HOOK_DELIVERIES.ATTEMPTS)
                .fetch(row ->
                        new Delivery(
                                new DeliveryId(row.value1()),
                                new RepositoryId(row.value2()),
                                EnumWords.parse(DeliverySource.class, row.value3()),
                                row.value4(),
                                row.value5(),
                                row.value6()));
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
                .set(HOOK_DELIVERIES.ERROR, error.orElse(null))
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
                .set(HOOK_DELIVERIES.ERROR, error)
                .set(HOOK_DELIVERIES.NEXT_ATTEMPT_AT, in(delay))
                .where(HOOK_DELIVERIES.ID.eq(id.value()))
                .and(HOOK_DELIVERIES.STATE.eq(inline("received")))
                .execute();
        tx.hint(Topic.DELIVERY, id.value());
    }

    private static Field<OffsetDateTime> in(Duration delay) {
        return DSL.field(
                "now() + make_interval(secs => {0})",
                OffsetDateTime.class, DSL.val(delay.toMillis() / 1000.0));
    }
}
