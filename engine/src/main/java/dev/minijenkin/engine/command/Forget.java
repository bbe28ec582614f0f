package dev.minijenkin.engine.command;

import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.command.CommandResult;
import dev.minijenkin.db.command.PendingCommand;
import dev.minijenkin.db.runner.Runners;
import java.util.Optional;

/// Counts a runner that is silent as one that has left: its host is gone for good. What it held is
/// given back by whoever notices, as after every silence.
final class Forget {
    private Forget() {}

    static CommandResult execute(Tx tx, PendingCommand command) {
        String name = CommandArguments.text(CommandArguments.read(command.arguments()), "runner");
        Optional<RunnerId> runner = Runners.find(tx, name);
        if (runner.isEmpty()) {
            return CommandAnswers.refused("There is no runner \"%s\"".formatted(name));
        }
        return Runners.forget(tx, runner.get())
                ? CommandAnswers.done("%s counts as one that has left".formatted(name))
                : CommandAnswers.refused(
                        "%s is heard, or has left: only a silent runner is forgotten"
                                .formatted(name));
    }
}
