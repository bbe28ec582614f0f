package dev.minijenkin.db.command;

import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/// Reads what was wished, by whom, and what came of it.
public final class CommandLog {
    private static final String ALL =
            """
            select c.id, c.kind, c.actor, c.reason, c.state, coalesce(c.outcome, c.waits_for) as outcome,
                c.executed_by, c.created_at, c.due_at, c.executed_at,
                coalesce('job ' || c.job_id, 'run ' || c.run_id, r.name,
                    'delivery ' || (c.arguments ->> 'delivery'), c.arguments ->> 'runner', c.arguments ->> 'target', '')
                    as about
            from commands c
            left join repositories r on r.id = c.repository_id
            """;

    private static final String NEWEST = "order by c.id desc limit ?";

    private static final String OF_A_RUN =
            """
            where c.id in (
                select id from commands where run_id = ?
                union all
                select o.id from jobs j join commands o on o.job_id = j.id where j.run_id = ?)
            """;

    private CommandLog() {}

    /// The newest first.
    ///
    /// @param run those about it and its jobs alone; null: all
    public static List<LoggedCommand> newest(Tx tx, @Nullable RunId run, int limit) {
        var rows =
                run == null
                        ? tx.sql().fetch(ALL + NEWEST, limit)
                        : tx.sql().fetch(ALL + OF_A_RUN + NEWEST, run.value(), run.value(), limit);
        return rows.map(CommandLog::command);
    }

    /// Those that are not executed yet, in the order in which they are due.
    public static List<LoggedCommand> pending(Tx tx, int limit) {
        return tx.sql()
                .fetch(ALL + "where c.state = 'pending' order by c.due_at, c.id limit ?", limit)
                .map(CommandLog::command);
    }

    /// One of them.
    public static Optional<LoggedCommand> find(Tx tx, CommandId id) {
        return tx.sql().fetch(ALL + "where c.id = ?", id.value()).stream()
                .findFirst()
                .map(CommandLog::command);
    }

    private static LoggedCommand command(Record row) {
        return new LoggedCommand(
                new CommandId(row.get("id", Long.class)),
                row.get("kind", String.class),
                row.get("about", String.class),
                row.get("actor", String.class),
                row.get("reason", String.class),
                EnumWords.parse(CommandState.class, row.get("state", String.class)),
                row.get("outcome", String.class),
                row.get("executed_by", String.class),
                row.get("created_at", OffsetDateTime.class).toInstant(),
                row.get("due_at", OffsetDateTime.class).toInstant(),
                instant(row.get("executed_at", OffsetDateTime.class)));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
