package dev.minijenkin.console.command;

import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.command.CommandResult;
import dev.minijenkin.db.command.Commands;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.view.trigger.PipelineViews;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Commands in the database. Called on workers.
public final class DatabaseCommandSource implements CommandSource {
    private final Database database;

    public DatabaseCommandSource(Database database) {
        this.database = database;
    }

    @Override
    public CommandId insert(NewCommand command, Duration grace) {
        return database.statement(tx -> Commands.insert(tx, command, grace));
    }

    @Override
    public List<CommandId> insertAll(List<NewCommand> commands, Duration grace) {
        return database.transaction(tx ->
                commands.stream().map(command -> Commands.insert(tx, command, grace)).toList());
    }

    @Override
    public List<CommandId> insertForLater(List<NewCommand> commands, Instant due) {
        return database.transaction(
                tx -> commands.stream().map(command -> Commands.insert(tx, command, due)).toList());
    }

    @Override
    public boolean withdraw(CommandId command) {
        return database.statement(tx -> Commands.withdraw(tx, command));
    }

    @Override
    public Optional<CommandResult> result(CommandId command) {
        return database.statement(tx -> Commands.result(tx, command));
    }

    @Override
    public Optional<RunId> started(CommandId command) {
        return database.statement(tx -> PipelineViews.startedBy(tx, command));
    }
}
