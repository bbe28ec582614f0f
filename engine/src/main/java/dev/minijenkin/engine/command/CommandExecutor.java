package dev.minijenkin.engine.command;

import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseUnavailableException;
import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.command.CommandResult;
import dev.minijenkin.db.command.CommandState;
import dev.minijenkin.db.command.Commands;
import dev.minijenkin.db.command.PendingCommand;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

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
    /// @throws DatabaseUnavailableException where the database is away: what was begun waits again
    public int executeWaiting(Database database) {
        int executed = 0;
        while (executeNext(database)) {
            executed++;
        }
        return executed;
    }

    private boolean executeNext(Database database) {
        AtomicReference<Optional<CommandId>> begun = new AtomicReference<>(Optional.empty());
        try {
            return database.transaction(tx -> {
                Optional<PendingCommand> next = Commands.lockNext(tx);
                begun.set(next.map(PendingCommand::id));
                next.ifPresent(command ->
                        Commands.complete(tx, command.id(), execute(tx, command), executedBy));
                return next.isPresent();
            });
        } catch (DatabaseUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            CommandId failed = begun.get().orElseThrow(() -> e);
            database.runInTransaction(tx -> Commands.complete(tx, failed, failure(e), executedBy));
            return true;
        }
    }

    private static CommandResult execute(Tx tx, PendingCommand command) {
        Optional<CommandKind> kind = CommandKind.of(command.kind());
        if (kind.isEmpty()) {
            return CommandAnswers.refused(
                    "There is no command \"%s\" here".formatted(command.kind()));
        }
        return switch (kind.get()) {
            case TRIGGER -> TriggerWorkflow.execute(tx, command);
            case RERUN -> Rerun.all(tx, command);
            case RERUN_FAILED -> Rerun.failed(tx, command);
            case RERUN_JOB -> Rerun.job(tx, command);
            case CANCEL -> Cancel.execute(tx, command);
            case DRAIN -> Drain.execute(tx, command, true);
            case RESUME -> Drain.execute(tx, command, false);
        };
    }

    private static CommandResult failure(RuntimeException e) {
        String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new CommandResult(
                CommandState.FAILED,
                "It failed, and nothing was changed: " + PostgresText.text(first));
    }
}
