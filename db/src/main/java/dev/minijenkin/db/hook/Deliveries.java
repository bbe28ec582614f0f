package dev.minijenkin.db.hook;

import static dev.minijenkin.db.schema.Tables.HOOK_DELIVERIES;
import static dev.minijenkin.db.schema.Tables.REPOSITORIES;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.inline;

import dev.minijenkin.db.Columns;
import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SetStatement;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.notify.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.Field;
import org.jooq.InsertSetMoreStep;
import org.jooq.Record;
import org.jooq.impl.DSL;

/// Statements over `hook_deliveries`.
public final class Deliveries {
    private static final Field<Integer> BODY_LENGTH =
            DSL.field("octet_length({0})", Integer.class, HOOK_DELIVERIES.PAYLOAD);

    /// How long the same body is a replay. Later it may well be the same thing done once more.
    private static final Duration REPLAY_WINDOW = Duration.ofHours(1);

    /// The delivery that another collapses into: that of the same key, else that of the same body.
    private static final String AGAIN =
            """
            update hook_deliveries set duplicates = duplicates + 1
            where id = (
                select id from (
                    select id, 1 as rank from hook_deliveries
                    where repository_id = ? and forge = replace(?, 'gitea', 'github') and delivery_key = ?
                    union all
                    select id, 2 from hook_deliveries where repository_id = ? and body_hash = ?) known
                order by rank limit 1)
            returning id, delivery_key = ? as same_key
            """;

    /// One that is received is not finished, and has no other sign here: by its state the index of
    /// those that are open would do, which is read as a whole.
    private static final SetStatement LOCK_OPEN =
            SetStatement.of(
                    """
                    select id from hook_deliveries
                    where id = any(?::bigint[]) and finished_at is null
                    order by id
                    for update
                    """);

    /// A command is locked after the delivery that it waits for, and by nothing that holds it
    /// first.
    private static final SetStatement FINISH =
            SetStatement.of(
                    """
                    with ended as (
                        update hook_deliveries d
                        set state = e.state::delivery_state, error = e.error, finished_at = now()
                        from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[])
                            as e(id, state, error, command_state, outcome)
                        where d.id = e.id and d.finished_at is null
                        returning d.id, e.command_state, e.outcome)
                    update commands c
                    set state = ended.command_state::command_state, outcome = ended.outcome, executed_at = now()
                    from ended
                    where c.delivery_id = ended.id and c.executed_at is null
                    returning c.id
                    """);

    private Deliveries() {}

    /// Keeps a delivery. A second arrival of the same key collapses into the first by constraint.
    public static Received receive(Tx tx, NewDelivery delivery) {
        var row =
                insert(tx, delivery)
                        .onConflict(
                                HOOK_DELIVERIES.REPOSITORY_ID,
                                HOOK_DELIVERIES.FORGE,
                                HOOK_DELIVERIES.DELIVERY_KEY)
                        .doUpdate()
                        .set(HOOK_DELIVERIES.DUPLICATES, HOOK_DELIVERIES.DUPLICATES.plus(1))
                        .returningResult(HOOK_DELIVERIES.ID, HOOK_DELIVERIES.DUPLICATES)
                        .fetchSingle();
        DeliveryId id = new DeliveryId(row.value1());
        return row.value2() > 0 ? new Received.Again(id) : fresh(tx, id);
    }

    /// Keeps a delivery whose body is signed, but neither its key nor its event. A second arrival
    /// of the same key collapses, and within an hour one of the same body too. Wants a transaction
    /// of its caller.
    ///
    /// @param bodyHash SHA-256 of what was signed
    public static Received receiveSigned(Tx tx, NewDelivery delivery, byte[] bodyHash) {
        tx.sql()
                .update(HOOK_DELIVERIES)
                .setNull(HOOK_DELIVERIES.BODY_HASH)
                .where(HOOK_DELIVERIES.REPOSITORY_ID.eq(delivery.repository().value()))
                .and(HOOK_DELIVERIES.BODY_HASH.eq(bodyHash))
                .and(HOOK_DELIVERIES.RECEIVED_AT.lt(Delays.in(REPLAY_WINDOW.negated())))
                .execute();
        Long id =
                insert(tx, delivery)
                        .set(HOOK_DELIVERIES.BODY_HASH, bodyHash)
                        .onConflictDoNothing()
                        .returningResult(HOOK_DELIVERIES.ID)
                        .fetchOne(HOOK_DELIVERIES.ID);
        return id == null ? again(tx, delivery, bodyHash) : fresh(tx, new DeliveryId(id));
    }

    private static InsertSetMoreStep<?> insert(Tx tx, NewDelivery delivery) {
        var insert =
                tx.sql()
                        .insertInto(HOOK_DELIVERIES)
                        .set(HOOK_DELIVERIES.REPOSITORY_ID, delivery.repository().value())
                        .set(HOOK_DELIVERIES.SOURCE, EnumWords.of(delivery.source()))
                        .set(HOOK_DELIVERIES.DELIVERY_KEY, delivery.key())
                        .set(HOOK_DELIVERIES.EVENT, delivery.event())
                        .set(HOOK_DELIVERIES.PAYLOAD, delivery.payload())
                        .set(HOOK_DELIVERIES.CHAIN, (short) delivery.chain());
        // Those of runners have none, and runners may not write it.
        return delivery.traceparent() == null
                ? insert
                : insert.set(HOOK_DELIVERIES.TRACEPARENT, delivery.traceparent());
    }

    private static Received fresh(Tx tx, DeliveryId id) {
        tx.hint(Topic.DELIVERY, id.value());
        return new Received.Fresh(id);
    }

    private static Received again(Tx tx, NewDelivery delivery, byte[] bodyHash) {
        Record row =
                tx.sql()
                        .fetchSingle(
                                AGAIN,
                                delivery.repository().value(),
                                EnumWords.of(delivery.source()),
                                delivery.key(),
                                delivery.repository().value(),
                                bodyHash,
                                delivery.key());
        DeliveryId id = new DeliveryId(row.get("id", Long.class));
        return row.get("same_key", Boolean.class)
                ? new Received.Again(id)
                : new Received.SameBody(id);
    }

    /// Locks deliveries that are still to be processed, so that their runs are inserted once.
    ///
    /// @return those of them; another process finished the others already
    public static Set<DeliveryId> lockOpen(Tx tx, Collection<DeliveryId> ids) {
        return Set.copyOf(
                LOCK_OPEN.rows(
                        tx,
                        row -> new DeliveryId(row.getLong("id")),
                        (Object) ids.stream().mapToLong(DeliveryId::value).toArray()));
    }

    /// Ends deliveries, and with them the commands that wait for them.
    public static void finish(Tx tx, Map<DeliveryId, DeliveryEnd> ends) {
        Columns<Map.Entry<DeliveryId, DeliveryEnd>> columns =
                new Columns<>(List.copyOf(ends.entrySet()));
        FINISH.rows(
                        tx,
                        row -> row.getLong("id"),
                        columns.longs(end -> end.getKey().value()),
                        columns.texts(end -> EnumWords.of(end.getValue().state())),
                        columns.texts(end ->
                                PostgresText.textOrNull(end.getValue().error().orElse(null))),
                        columns.texts(end -> EnumWords.of(end.getValue().commands())),
                        columns.texts(end -> PostgresText.text(end.getValue().outcome())))
                .forEach(command -> tx.hint(Topic.COMMAND, command));
        ends.keySet().forEach(id -> tx.hint(Topic.DELIVERY, id.value()));
    }

    /// The same for one.
    public static void finish(Tx tx, DeliveryId id, DeliveryEnd end) {
        finish(tx, Map.of(id, end));
    }

    /// The same in few words.
    ///
    /// @param error why it failed or was ignored; empty where it was processed
    public static void finish(Tx tx, DeliveryId id, DeliveryState state, Optional<String> error) {
        finish(tx, id, DeliveryEnd.without(state, error.orElse("Done")));
    }

    /// A delivery as if it had just come; empty where there is none, or its body is gone.
    public static Optional<Delivery> asIfNew(Tx tx, DeliveryId id) {
        return tx.sql()
                .select(
                        HOOK_DELIVERIES.REPOSITORY_ID,
                        REPOSITORIES.HOST,
                        HOOK_DELIVERIES.SOURCE,
                        HOOK_DELIVERIES.EVENT,
                        HOOK_DELIVERIES.PAYLOAD)
                .from(HOOK_DELIVERIES)
                .join(REPOSITORIES)
                .on(REPOSITORIES.ID.eq(HOOK_DELIVERIES.REPOSITORY_ID))
                .where(HOOK_DELIVERIES.ID.eq(id.value()))
                .and(BODY_LENGTH.gt(0))
                .fetchOptional(row ->
                        new Delivery(
                                id,
                                new RepositoryId(row.value1()),
                                row.value2(),
                                EnumWords.parse(DeliverySource.class, row.value3()),
                                row.value4(),
                                row.value5(),
                                0,
                                0,
                                Duration.ZERO,
                                false));
    }

    /// Opens a delivery that failed again, as if it had just come: what started already does not
    /// start twice.
    ///
    /// @return false where it is not there, has not failed, or has no body any more
    public static boolean reopen(Tx tx, DeliveryId id) {
        boolean reopened =
                tx.sql()
                                .update(HOOK_DELIVERIES)
                                .set(HOOK_DELIVERIES.STATE, inline("received"))
                                .set(HOOK_DELIVERIES.ATTEMPTS, 0)
                                .set(HOOK_DELIVERIES.BEGUN, 0)
                                .set(HOOK_DELIVERIES.NEXT_ATTEMPT_AT, currentOffsetDateTime())
                                .set(HOOK_DELIVERIES.OPENED_AT, currentOffsetDateTime())
                                .setNull(HOOK_DELIVERIES.FINISHED_AT)
                                .where(HOOK_DELIVERIES.ID.eq(id.value()))
                                .and(HOOK_DELIVERIES.STATE.eq(inline("failed")))
                                .and(BODY_LENGTH.gt(0))
                                .execute()
                        == 1;
        if (reopened) {
            tx.hint(Topic.DELIVERY, id.value());
        }
        return reopened;
    }

    /// Has the body of a delivery that has ended come once more, as another delivery: what it asks
    /// for starts anew, also where it started before.
    ///
    /// @param key of the new one
    /// @return the new one; empty where there is no such delivery that has ended and has a body, or
    ///   the key is taken
    public static Optional<DeliveryId> replay(Tx tx, DeliveryId id, String key) {
        return tx
                .sql()
                .fetch(
                        """
                        insert into hook_deliveries (repository_id, source, delivery_key, event, payload, chain)
                        select repository_id, source, ?, event, payload, chain
                        from hook_deliveries
                        where id = ? and state <> 'received' and octet_length(payload) > 0
                        on conflict do nothing
                        returning id
                        """,
                        key,
                        id.value())
                .stream()
                .findFirst()
                .map(row -> {
                    DeliveryId replayed = new DeliveryId(row.get("id", Long.class));
                    tx.hint(Topic.DELIVERY, replayed.value());
                    return replayed;
                });
    }

    /// What a person is told of a delivery; empty where there is none.
    public static Optional<DeliveryStatus> status(Tx tx, DeliveryId id) {
        return tx.sql()
                .select(
                        HOOK_DELIVERIES.REPOSITORY_ID,
                        HOOK_DELIVERIES.STATE,
                        HOOK_DELIVERIES.ERROR,
                        BODY_LENGTH)
                .from(HOOK_DELIVERIES)
                .where(HOOK_DELIVERIES.ID.eq(id.value()))
                .fetchOptional(row ->
                        new DeliveryStatus(
                                new RepositoryId(row.value1()),
                                EnumWords.parse(DeliveryState.class, row.value2()),
                                Optional.ofNullable(row.value3()),
                                row.value4() > 0));
    }

    /// Keeps a delivery for another attempt and says why this one failed.
    public static void retryLater(Tx tx, DeliveryId id, String error, Duration delay) {
        tx.sql()
                .update(HOOK_DELIVERIES)
                .set(HOOK_DELIVERIES.ERROR, PostgresText.text(error))
                .set(HOOK_DELIVERIES.BEGUN, 0)
                .set(HOOK_DELIVERIES.NEXT_ATTEMPT_AT, Delays.in(delay))
                .where(HOOK_DELIVERIES.ID.eq(id.value()))
                .and(HOOK_DELIVERIES.STATE.eq(inline("received")))
                .execute();
        tx.hint(Topic.DELIVERY, id.value());
    }
}
