package dev.minijenkin.db.command;

import static dev.minijenkin.db.schema.Tables.COMMANDS;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.inline;

import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.notify.Topic;
import java.util.Optional;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;

/// Statements over `commands`.
public final class Commands {
    private Commands() {}

    /// Wishes something, as the database role of this connection.
    public static CommandId insert(Tx tx, NewCommand command) {
        CommandId id =
                new CommandId(
                        tx.sql()
                                .insertInto(COMMANDS)
                                .columns(
                                        COMMANDS.KIND,
                                        COMMANDS.ARGUMENTS,
                                        COMMANDS.REASON,
                                        COMMANDS.RUN_ID,
                                        COMMANDS.JOB_ID,
                                        COMMANDS.REPOSITORY_ID)
                                .values(
                                        command.kind(),
                                        JSONB.valueOf(command.arguments()),
                                        command.reason(),
                                        command.run() == null ? null : command.run().value(),
                                        command.job() == null ? null : command.job().value(),
                                        command.repository() == null
                                                ? null
                                                : command.repository().value())
                                .returningResult(COMMANDS.ID)
                                .fetchSingle()
                                .value1());
        tx.hint(Topic.COMMAND, id.value());
        return id;
    }

    /// The oldest command that nobody executes just now, locked until the end of the transaction.
    public static Optional<PendingCommand> lockNext(Tx tx) {
        return tx.sql()
                .selectFrom(COMMANDS)
                .where(COMMANDS.STATE.eq(inline("pending")))
                .orderBy(COMMANDS.ID)
                .limit(1)
                .forUpdate()
                .skipLocked()
                .fetchOptional(row ->
                        new PendingCommand(
                                new CommandId(row.get(COMMANDS.ID)),
                                row.get(COMMANDS.KIND),
                                row.get(COMMANDS.ARGUMENTS).data(),
                                row.get(COMMANDS.REASON),
                                row.get(COMMANDS.ACTOR),
                                id(row.get(COMMANDS.RUN_ID), RunId::new),
                                id(row.get(COMMANDS.JOB_ID), JobId::new),
                                id(row.get(COMMANDS.REPOSITORY_ID), RepositoryId::new)));
    }

    /// Writes what came of a command; in the transaction that executed it.
    public static void complete(Tx tx, CommandId id, CommandResult result, String executedBy) {
        tx.sql()
                .update(COMMANDS)
                .set(COMMANDS.STATE, EnumWords.of(result.state()))
                .set(COMMANDS.OUTCOME, result.outcome())
                .set(COMMANDS.EXECUTED_BY, executedBy)
                .set(COMMANDS.EXECUTED_AT, currentOffsetDateTime())
                .where(COMMANDS.ID.eq(id.value()))
                .and(COMMANDS.STATE.eq(inline("pending")))
                .execute();
        tx.hint(Topic.COMMAND, id.value());
    }

    /// What came of a command; empty while it waits.
    public static Optional<CommandResult> result(Tx tx, CommandId id) {
        return tx.sql()
                .select(COMMANDS.STATE, COMMANDS.OUTCOME)
                .from(COMMANDS)
                .where(COMMANDS.ID.eq(id.value()))
                .and(COMMANDS.STATE.ne(inline("pending")))
                .fetchOptional(row ->
                        new CommandResult(
                                EnumWords.parse(CommandState.class, row.value1()), row.value2()));
    }

    private static <T> @Nullable T id(
            @Nullable Long value, java.util.function.LongFunction<T> type) {
        return value == null ? null : type.apply(value);
    }
}
