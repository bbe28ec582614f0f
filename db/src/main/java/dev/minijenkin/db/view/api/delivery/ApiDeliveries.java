package dev.minijenkin.db.view.api.delivery;

import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.outbox.MessageId;
import dev.minijenkin.db.token.TokenReach;
import dev.minijenkin.db.view.api.page.ApiPage;
import dev.minijenkin.db.view.api.page.KeysetQuery;
import dev.minijenkin.db.view.api.page.PageRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What comes in, what goes out, and where to.
public final class ApiDeliveries {
    private static final String DELIVERY =
            """
            d.id, d.repository_id, o.name as repository, d.source, d.delivery_key, d.event, d.state::text as state,
                d.attempts, d.error, d.duplicates, d.received_at, d.finished_at
            from looked_at l
            join hook_deliveries d on d.id = l.key
            join repositories o on o.id = d.repository_id
            """;

    private static final String MESSAGE =
            """
            m.id, m.target_id, t.name as target, m.event, m.subject, m.state, m.attempts, m.last_status, m.last_error,
                m.created_at, m.next_attempt_at, m.delivered_at
            from looked_at l
            join webhooks_outbox m on m.id = l.key
            join outbox_targets t on t.id = m.target_id
            """;

    private ApiDeliveries() {}

    /// The newest first.
    ///
    /// @param repository null: of all
    /// @param state null: any
    public static ApiPage<ApiHookDelivery> incoming(
            Tx tx, PageRequest page, @Nullable RepositoryId repository, @Nullable String state) {
        KeysetQuery<ApiHookDelivery> query =
                KeysetQuery.newestFirst(ApiHookDelivery.class, page).within("d.repository_id");
        return (repository == null
                        ? query.from(
                                "select id as key from hook_deliveries where id < ?", query.after())
                        : query.from(
                                "select id as key from hook_deliveries where repository_id = ? and id < ?",
                                repository.value(),
                                query.after()))
                .where("d.state = ?", state)
                .read(tx, DELIVERY);
    }

    public static Optional<ApiHookDelivery> find(Tx tx, TokenReach reach, DeliveryId id) {
        return KeysetQuery.newestFirst(ApiHookDelivery.class, new PageRequest(reach, null, 1))
                .from("select id as key from hook_deliveries where id = ?", id.value())
                .within("d.repository_id")
                .read(tx, DELIVERY)
                .items()
                .stream()
                .findFirst();
    }

    /// The newest first.
    ///
    /// @param target its name; null: all
    /// @param state null: any
    public static ApiPage<ApiMessage> messages(
            Tx tx, PageRequest page, @Nullable String target, @Nullable String state) {
        KeysetQuery<ApiMessage> query = KeysetQuery.newestFirst(ApiMessage.class, page);
        return ("dead".equals(state)
                        ? query.from(
                                "select id as key from webhooks_outbox where state = 'dead' and id < ?",
                                query.after())
                        : query.from(
                                "select id as key from webhooks_outbox where id < ?",
                                query.after()))
                .where("m.state = ?", state)
                .where("t.name = ?", target)
                .read(tx, MESSAGE);
    }

    public static Optional<ApiMessage> message(Tx tx, MessageId id) {
        return KeysetQuery.newestFirst(
                        ApiMessage.class, new PageRequest(TokenReach.everything(), null, 1))
                .from("select id as key from webhooks_outbox where id = ?", id.value())
                .read(tx, MESSAGE)
                .items()
                .stream()
                .findFirst();
    }

    /// In the order in which they were added.
    public static ApiPage<ApiTarget> targets(Tx tx, PageRequest page) {
        KeysetQuery<ApiTarget> query = KeysetQuery.oldestFirst(ApiTarget.class, page);
        return query.from("select id as key from outbox_targets where id > ?", query.after())
                .read(
                        tx,
                        """
                        t.id, t.name, t.kind, t.repository_id, t.url, t.events, t.pipelines, t.branches,
                            t.only_changes, t.enabled, t.consecutive_failures, t.circuit_open_until
                        from looked_at l join outbox_targets t on t.id = l.key
                        """);
    }
}
