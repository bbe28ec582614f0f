package dev.minijenkin.db.outbox;

import static dev.minijenkin.db.schema.Tables.OUTBOX_TARGETS;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.Tx;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/// Statements over `outbox_targets`, for people.
public final class Targets {
    private static final String LIST =
            """
            select t.id, t.name, t.kind, coalesce(r.name, '') as repository, t.url, t.events, t.pipelines, t.branches,
                t.only_changes, t.enabled, t.consecutive_failures, t.circuit_open_until,
                (select count(*) from webhooks_outbox w where w.target_id = t.id and w.state = 'pending') as waiting,
                (select count(*) from webhooks_outbox w where w.target_id = t.id and w.state = 'dead') as dead
            from outbox_targets t
            left join repositories r on r.id = t.repository_id
            order by t.name
            """;

    private Targets() {}

    /// Adds one; empty where its name is taken.
    public static Optional<TargetId> add(Tx tx, NewTarget target) {
        TargetFilter filter = target.filter();
        return tx.sql()
                .insertInto(OUTBOX_TARGETS)
                .set(OUTBOX_TARGETS.NAME, target.name())
                .set(OUTBOX_TARGETS.KIND, EnumWords.of(target.kind()))
                .set(OUTBOX_TARGETS.REPOSITORY_ID, id(target.repository()))
                .set(OUTBOX_TARGETS.URL, target.url())
                .set(OUTBOX_TARGETS.SEALED_TO, target.sealedTo())
                .set(OUTBOX_TARGETS.SEALED_SECRET, target.sealedSecret())
                .set(
                        OUTBOX_TARGETS.EVENTS,
                        filter.events().stream().map(EnumWords::of).sorted().toArray(String[]::new))
                .set(OUTBOX_TARGETS.PIPELINES, filter.pipelines().toArray(String[]::new))
                .set(OUTBOX_TARGETS.BRANCHES, filter.branches().toArray(String[]::new))
                .set(OUTBOX_TARGETS.ONLY_CHANGES, filter.onlyChanges())
                .onConflict(OUTBOX_TARGETS.NAME)
                .doNothing()
                .returningResult(OUTBOX_TARGETS.ID)
                .fetchOptional(row -> new TargetId(row.value1()));
    }

    /// All, by their names.
    public static List<Target> all(Tx tx) {
        return tx.sql().fetch(LIST).map(Targets::target);
    }

    public static Optional<TargetId> find(Tx tx, String name) {
        return tx.sql()
                .select(OUTBOX_TARGETS.ID)
                .from(OUTBOX_TARGETS)
                .where(OUTBOX_TARGETS.NAME.eq(name))
                .fetchOptional(row -> new TargetId(row.value1()));
    }

    /// Sends nothing more to a target, or goes on with what waits; false where there is none of
    /// that name.
    public static boolean setEnabled(Tx tx, String name, boolean enabled) {
        return tx.sql()
                        .update(OUTBOX_TARGETS)
                        .set(OUTBOX_TARGETS.ENABLED, enabled)
                        .where(OUTBOX_TARGETS.NAME.eq(name))
                        .execute()
                == 1;
    }

    /// Forgets a target; its messages follow ([OutboxLeftovers]). False where there is none of that
    /// name.
    public static boolean remove(Tx tx, String name) {
        return tx.sql().deleteFrom(OUTBOX_TARGETS).where(OUTBOX_TARGETS.NAME.eq(name)).execute()
                == 1;
    }

    private static @Nullable Long id(@Nullable RepositoryId repository) {
        return repository == null ? null : repository.value();
    }

    private static Target target(Record row) {
        return new Target(
                new TargetId(row.get("id", Long.class)),
                row.get("name", String.class),
                EnumWords.parse(TargetKind.class, row.get("kind", String.class)),
                row.get("repository", String.class),
                row.get("url", String.class),
                List.of(row.get("events", String[].class)),
                List.of(row.get("pipelines", String[].class)),
                List.of(row.get("branches", String[].class)),
                row.get("only_changes", Boolean.class),
                row.get("enabled", Boolean.class),
                row.get("consecutive_failures", Integer.class),
                instant(row, "circuit_open_until"),
                row.get("waiting", Long.class),
                row.get("dead", Long.class));
    }

    private static @Nullable Instant instant(Record row, String field) {
        OffsetDateTime time = row.get(field, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
