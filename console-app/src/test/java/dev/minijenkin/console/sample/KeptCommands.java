package dev.minijenkin.console.sample;

import dev.minijenkin.console.command.CommandSource;
import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.command.CommandResult;
import dev.minijenkin.db.command.CommandState;
import dev.minijenkin.db.command.NewCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Keeps what was sent; what comes of it is what a test says.
public final class KeptCommands implements CommandSource {
    private final List<NewCommand> sent = new ArrayList<>();
    private final List<Duration> graces = new ArrayList<>();
    private Optional<CommandResult> result = Optional.empty();
    private Optional<RunId> started = Optional.empty();

    public List<NewCommand> sent() {
        return sent;
    }

    /// How long each of them can be taken back.
    public List<Duration> graces() {
        return graces;
    }

    public void answer(CommandState state, String outcome) {
        result = Optional.of(new CommandResult(state, outcome));
    }

    public void start(RunId run) {
        started = Optional.of(run);
    }

    @Override
    public CommandId insert(NewCommand command, Duration grace) {
        sent.add(command);
        graces.add(grace);
        return new CommandId(sent.size());
    }

    @Override
    public List<CommandId> insertAll(List<NewCommand> commands, Duration grace) {
        return commands.stream().map(command -> insert(command, grace)).toList();
    }

    @Override
    public List<CommandId> insertForLater(List<NewCommand> commands, Instant due) {
        return insertAll(commands, Duration.ZERO);
    }

    @Override
    public boolean withdraw(CommandId command) {
        if (result.isPresent()) {
            return false;
        }
        answer(CommandState.WITHDRAWN, "Taken back");
        return true;
    }

    @Override
    public Optional<CommandResult> result(CommandId command) {
        return result;
    }

    @Override
    public Optional<RunId> started(CommandId command) {
        return started;
    }
}
