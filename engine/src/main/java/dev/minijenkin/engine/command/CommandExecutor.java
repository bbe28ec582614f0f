package dev.minijenkin.engine.command;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseUnavailableException;
import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.command.CommandResult;
import dev.minijenkin.db.command.CommandState;
import dev.minijenkin.db.command.Commands;
import dev.minijenkin.db.command.PendingCommand;
import dev.minijenkin.db.lock.LockHolders;
import dev.minijenkin.db.lock.LockLimit;
import dev.minijenkin.db.lock.LockWatch;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Carries out commands: each in one transaction that also writes what came of it, so that it
/// happens once whatever dies. Any number of processes may do so at the same time. Thread-safe.
///
/// This is an edge: a command that makes it throw is ended with the reason, and keeps no other.
public final class CommandExecutor {
    private final String executedBy;

    /// @param executedBy name of this process, for the audit log
    public CommandExecutor(String executedBy) {
        this.executedBy = executedBy;
    }

    /// Carries out every command that waits and that nobody else carries out just now.
    ///
    /// @return how many
    /// @throws DatabaseUnavailableException where the database is away: what was begun waits again.
    ///   One that meets somebody's lock is put off, and the others go on
    public int executeWaiting(Database database) {
        int executed = 0;
        // Most looks find nothing, and then cost one statement.
        while (database.statement(Commands::areWaiting) && executeNext(database)) {
            executed++;
        }
        return executed;
    }

    private boolean executeNext(Database database) {
        AtomicReference<@Nullable Begun> begun = new AtomicReference<>();
        LockWatch watch =
                LockWatch.begin(() -> {
                    Begun known = begun.get();
                    return known == null
                            ? List.of()
                            : database.statement(tx -> LockHolders.of(tx, known.session()));
                });
        try (watch) {
            return database.transaction(tx -> {
                Optional<PendingCommand> next = Commands.lockNext(tx);
                if (next.isPresent()) {
                    PendingCommand command = next.get();
                    begun.set(new Begun(command, LockHolders.session(tx)));
                    LockLimit.set(tx, LockLimit.OF_CHORES);
                    carryOut(tx, command);
                }
                return next.isPresent();
            });
        } catch (RuntimeException | Error e) {
            Begun failed = begun.get();
            if (failed == null) {
                throw e;
            }
            database.runInTransaction(tx -> end(tx, failed.command(), e, watch.shown()));
            return true;
        }
    }

    /// @param session in which it is executed
    private record Begun(PendingCommand command, int session) {}

    /// One that cannot be executed just now lets others go first; one that fails has ended.
    private void end(Tx tx, PendingCommand command, Throwable e, Optional<String> inTheWay) {
        if (e instanceof DatabaseUnavailableException away) {
            Commands.putOff(tx, command.id(), waitsFor(away, inTheWay));
        } else {
            Commands.complete(tx, command.id(), failure(e), executedBy);
        }
    }

    private static String waitsFor(DatabaseUnavailableException e, Optional<String> inTheWay) {
        if (!e.heldUp()) {
            return "It is tried again: " + e.getMessage();
        }
        return "It waits for %s, and is tried again"
                .formatted(
                        inTheWay.orElse(
                                "somebody who holds what it changes, and has left meanwhile"));
    }

    private void carryOut(Tx tx, PendingCommand command) {
        switch (execute(tx, command)) {
            case CommandExecution.Ended(CommandResult result) ->
                    Commands.complete(tx, command.id(), result, executedBy);
            case CommandExecution.LeftTo(DeliveryId delivery) ->
                    Commands.leaveTo(tx, command.id(), delivery, executedBy);
        }
    }

    private static CommandExecution execute(Tx tx, PendingCommand command) {
        Optional<CommandKind> kind = CommandKind.of(command.kind());
        if (kind.isEmpty()) {
            return CommandExecution.refused(
                    "There is no command \"%s\" here".formatted(command.kind()));
        }
        try {
            return execute(tx, command, kind.get());
        } catch (UnreadableArgumentsException e) {
            return CommandExecution.refused(String.valueOf(e.getMessage()));
        }
    }

    private static CommandExecution execute(Tx tx, PendingCommand command, CommandKind kind) {
        return switch (kind) {
            case TRIGGER -> TriggerWorkflow.execute(tx, command);
            case REFRESH -> Refresh.execute(tx, command);
            case REDELIVER -> Redeliver.execute(tx, command);
            case REPLAY -> Replay.execute(tx, command);
            case PREVIEW -> Preview.execute(tx, command);
            case RERUN -> ended(Rerun.all(tx, command));
            case RERUN_FAILED -> ended(Rerun.failed(tx, command));
            case RERUN_JOB -> ended(Rerun.job(tx, command));
            case CANCEL -> ended(Cancel.execute(tx, command));
            case HOLD -> ended(Hold.execute(tx, command));
            case RELEASE -> ended(Release.execute(tx, command));
            case PRIORITISE -> ended(Prioritise.execute(tx, command));
            case SWITCH_OFF -> ended(SwitchPipeline.execute(tx, command, false));
            case SWITCH_ON -> ended(SwitchPipeline.execute(tx, command, true));
            case FIND_TEST_REPORTS -> ended(FindTestReports.execute(tx, command));
            case CHANGE_REPOSITORY -> ended(ChangeRepository.execute(tx, command));
            case DRAIN -> ended(Drain.execute(tx, command, true));
            case RESUME -> ended(Drain.execute(tx, command, false));
            case FREE_ENVIRONMENT -> ended(FreeEnvironment.execute(tx, command));
            case APPROVE -> ended(DecideDeployment.approve(tx, command));
            case REJECT -> ended(DecideDeployment.reject(tx, command));
            case BREAK_GLASS -> ended(DecideDeployment.breakGlass(tx, command));
            case ROLL_BACK -> ended(RollBack.execute(tx, command));
            case FORGET -> ended(Forget.execute(tx, command));
            case TEST_TARGET -> ended(TestTarget.execute(tx, command));
            case RESEND -> ended(Resend.execute(tx, command));
        };
    }

    private static CommandExecution ended(CommandResult result) {
        return new CommandExecution.Ended(result);
    }

    private static CommandResult failure(Throwable e) {
        String first =
                e instanceof Error
                        ? e.toString()
                        : String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new CommandResult(
                CommandState.FAILED,
                "It failed, and nothing was changed: " + PostgresText.text(first));
    }
}
