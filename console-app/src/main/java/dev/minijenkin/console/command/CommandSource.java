package dev.minijenkin.console.command;

import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.command.CommandResult;
import dev.minijenkin.db.command.NewCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where commands go, and where their results come from.
public interface CommandSource {
    /// Sends a command.
    ///
    /// @param grace in which it can be taken back, before it is carried out
    CommandId insert(NewCommand command, Duration grace);

    /// Sends several: all of them, or none.
    ///
    /// @return their ids, in their order
    List<CommandId> insertAll(List<NewCommand> commands, Duration grace);

    /// Sends commands that are due at a time to come: all of them, or none.
    ///
    /// @return their ids, in their order
    List<CommandId> insertForLater(List<NewCommand> commands, Instant due);

    /// Takes a command back.
    ///
    /// @return false where it is too late
    boolean withdraw(CommandId command);

    /// What came of it, or why it had to be put off; empty while neither is known.
    Optional<CommandResult> result(CommandId command);

    /// The run that a trigger has started; empty where it started none.
    Optional<RunId> started(CommandId command);
}
