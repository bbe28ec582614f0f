package dev.minijenkin.console.command;

import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.command.CommandResult;
import dev.minijenkin.db.command.NewCommand;
import java.util.Optional;

/// Where commands go, and where their results come from.
public interface CommandSource {
    CommandId insert(NewCommand command);

    /// Empty while it is not carried out.
    Optional<CommandResult> result(CommandId command);
}
