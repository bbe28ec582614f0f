package dev.minijenkin.db.command;

import static dev.minijenkin.db.schema.Tables.COMMANDS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.val;

import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.DatabaseException;
import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.notify.Topic;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import org.jooq.InsertSetMoreStep;
import org.jooq.JSONB;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// Statements over `commands`.
public final class Commands {
    private Commands() {}

    /// Wishes something, as the database role of this connection.
    ///
    /// @throws DatabaseException where it is about a run or a job that is not there
    public static CommandId insert(Tx tx, NewCommand command) {
        return insert(tx, command, Duration.ZERO);
    }

    /// Wishes something that can be taken back for a while.
    ///
    /// @param grace before it is carried out; at most a minute
    public static CommandId insert(Tx tx, NewCommand command, Duration grace) {
        return inserted(
                tx,
                command,
                wish(tx, command)
                        .set(
                                COMMANDS.NEXT_TRY_AT,
                                field(
                                        "now() + make_interval(secs => ?)",
                                        OffsetDateTime.class,
                                        grace.toMillis() / 1000.0)));
    }

    /// Wishes something for a moment to come, by the clock of the database: it can be taken back
    /// until then.
    ///
    /// @param due at most 400 days from now; one that is past: at once
    public static CommandId insert(Tx tx, NewCommand command, Instant due) {
        return inserted(
                tx,
                command,
                wish(tx, command)
                        .set(
                                COMMANDS.DUE_AT,
                                greatest(
                                        currentOffsetDateTime(),
                                        val(due.atOffset(ZoneOffset.UTC)))));
    }

    private static CommandId inserted(Tx tx, NewCommand command, InsertSetMoreStep<?> wish) {
        try {
            CommandId id = new CommandId(wish.returningResult(COMMANDS.ID).fetchSingle().value1());
            tx.hint(Topic.COMMAND, id.value());
            return id;
        } catch (IntegrityConstraintViolationException e) {
            throw ofNothing(command, e);
        }
    }

    /// What a reference refuses is a number that somebody mistyped, or that is gone.
    private static RuntimeException ofNothing(
            NewCommand command, IntegrityConstraintViolationException e) {
        PSQLException cause = e.getCause(PSQLException.class);
        ServerErrorMessage told = cause == null ? null : cause.getServerErrorMessage();
        String constraint = told == null ? "" : String.valueOf(told.getConstraint());
        RunId run = command.run();
        if (run != null && constraint.equals("commands_run_id_fkey")) {
            return new DatabaseException("There is no run %d.".formatted(run.value()), e);
        }
        JobId job = command.job();
        if (job != null && constraint.equals("commands_job_id_fkey")) {
            return new DatabaseException("There is no job %d.".formatted(job.value()), e);
        }
        return e;
    }

    private static InsertSetMoreStep<?> wish(Tx tx, NewCommand command) {
        return tx.sql()
                .insertInto(COMMANDS)
                .set(COMMANDS.KIND, command.kind())
                .set(COMMANDS.ARGUMENTS, JSONB.valueOf(command.arguments()))
                .set(COMMANDS.REASON, command.reason())
                .set(COMMANDS.RUN_ID, value(command.run(), RunId::value))
                .set(COMMANDS.JOB_ID, value(command.job(), JobId::value))
                .set(COMMANDS.REPOSITORY_ID, value(command.repository(), RepositoryId::value));
    }

    /// Whether there may be one for [#lockNext].
    public static boolean areWaiting(Tx tx) {
        return tx.sql()
                .fetchSingle(
                        """
                        select exists (
                            select from commands
                            where state = 'pending' and delivery_id is null and next_try_at <= now()
                                and due_at <= now())
                        """)
                .into(Boolean.class);
    }

    /// The same without a reason.
    public static boolean withdraw(Tx tx, CommandId id) {
        return withdraw(tx, id, null);
    }

    /// Takes a command back, as the role that sent it or as an administrator.
    ///
    /// @param reason null: none
    /// @return false where it is too late, because it is carried out or being so, or where it is
    ///   not theirs
    public static boolean withdraw(Tx tx, CommandId id, @Nullable String reason) {
        boolean withdrawn =
                tx.sql()
                        .fetchSingle(
                                "select withdraw_command(?, ?) as withdrawn",
                                id.value(),
                                PostgresText.textOrNull(reason))
                        .get("withdrawn", Boolean.class);
        tx.hint(Topic.COMMAND, id.value());
        return withdrawn;
    }

    /// Reminds whoever carries commands out of one whose grace is over.
    public static void remind(Tx tx, CommandId id) {
        tx.hint(Topic.COMMAND, id.value());
    }

    /// The next command that nobody executes just now, locked until the end of the transaction:
    /// those that were never put off first, then those that were due first, then the oldest.
    /// Commands about the same run, or the same job, are executed in that order; one that is not
    /// due yet keeps no other waiting.
    public static Optional<PendingCommand> lockNext(Tx tx) {
        return tx
                .sql()
                .fetch(
                        """
                        select c.id, c.kind, c.arguments, c.reason, c.actor, c.run_id, c.job_id, c.repository_id
                        from commands c
                        where c.state = 'pending' and c.delivery_id is null and c.next_try_at <= now()
                            and c.due_at <= now() and not exists (
                                select from commands earlier
                                where earlier.state = 'pending' and earlier.delivery_id is null
                                    and (earlier.due_at, earlier.id) < (c.due_at, c.id) and (earlier.run_id = c.run_id or earlier.job_id = c.job_id))
                        order by c.tries, c.due_at, c.id
                        limit 1
                        for update of c skip locked
                        """)
                .stream()
                .findFirst()
                .map(row ->
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

    /// Puts a command off that cannot be executed just now, so that others go first: for a second,
    /// then for longer, for half a minute at most.
    ///
    /// @param waitsFor one sentence for a person: why, and who is in its way
    public static void putOff(Tx tx, CommandId id, String waitsFor) {
        tx.sql()
                .execute(
                        """
                        update commands
                        set tries = tries + 1, waits_for = ?,
                            next_try_at = now() + make_interval(secs => least(30, power(2, least(tries, 5))))
                        where id = ? and state = 'pending'
                        """,
                        PostgresText.text(waitsFor),
                        id.value());
        tx.hint(Topic.COMMAND, id.value());
    }

    /// Writes what came of a command; in the transaction that executed it.
    public static void complete(Tx tx, CommandId id, CommandResult result, String executedBy) {
        tx.sql()
                .update(COMMANDS)
                .set(COMMANDS.STATE, EnumWords.of(result.state()))
                .set(COMMANDS.OUTCOME, result.outcome())
                .setNull(COMMANDS.WAITS_FOR)
                .set(COMMANDS.EXECUTED_BY, executedBy)
                .set(COMMANDS.EXECUTED_AT, currentOffsetDateTime())
                .where(COMMANDS.ID.eq(id.value()))
                .and(COMMANDS.STATE.eq(inline("pending")))
                .execute();
        tx.hint(Topic.COMMAND, id.value());
    }

    /// Leaves a command to a delivery: it is pending until that has ended (`Deliveries.finish`). In
    /// the transaction that asked for the delivery.
    public static void leaveTo(Tx tx, CommandId id, DeliveryId delivery, String executedBy) {
        tx.sql()
                .update(COMMANDS)
                .set(COMMANDS.DELIVERY_ID, delivery.value())
                .setNull(COMMANDS.WAITS_FOR)
                .set(COMMANDS.EXECUTED_BY, executedBy)
                .where(COMMANDS.ID.eq(id.value()))
                .and(COMMANDS.STATE.eq(inline("pending")))
                .execute();
        tx.hint(Topic.COMMAND, id.value());
    }

    /// The delivery that a command was left to, with the reason why it is not carried out yet;
    /// empty where there is none.
    public static Optional<WaitedFor> waitedFor(Tx tx, CommandId id) {
        return tx.sql()
                .fetchOptional(
                        """
                        select d.id, coalesce(d.error, (
                            select a.reason from away_remotes a
                            where a.remote in ('repository:' || r.id, 'host:' || r.host) limit 1)) as error
                        from commands c
                        join hook_deliveries d on d.id = c.delivery_id
                        join repositories r on r.id = d.repository_id
                        where c.id = ?
                        """,
                        id.value())
                .map(row ->
                        new WaitedFor(
                                new DeliveryId(row.get("id", Long.class)),
                                Optional.ofNullable(row.get("error", String.class))));
    }

    /// The delivery that a command waits for.
    ///
    /// @param error why its last attempt failed, or why its repository is not asked just now
    public record WaitedFor(DeliveryId delivery, Optional<String> error) {}

    /// What came of a command, or why it had to be put off: then its state is still `PENDING`, and
    /// it is tried again. Empty while it waits for nothing but its turn.
    public static Optional<CommandResult> result(Tx tx, CommandId id) {
        return tx.sql()
                .select(COMMANDS.STATE, coalesce(COMMANDS.OUTCOME, COMMANDS.WAITS_FOR))
                .from(COMMANDS)
                .where(COMMANDS.ID.eq(id.value()))
                .and(COMMANDS.STATE.ne(inline("pending")).or(COMMANDS.WAITS_FOR.isNotNull()))
                .fetchOptional(row ->
                        new CommandResult(
                                EnumWords.parse(CommandState.class, row.value1()), row.value2()));
    }

    private static <T> @Nullable Long value(@Nullable T id, ToLongFunction<T> of) {
        return id == null ? null : of.applyAsLong(id);
    }

    private static <T> @Nullable T id(@Nullable Long value, LongFunction<T> type) {
        return value == null ? null : type.apply(value);
    }
}
