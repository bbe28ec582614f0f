package dev.minijenkin.engine.command;

import dev.minijenkin.db.RunnerId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.command.CommandResult;
import dev.minijenkin.db.command.PendingCommand;
import dev.minijenkin.db.runner.Runners;
import java.util.Optional;

/// Lets a runner take no more jobs, or take jobs again.
final class Drain {
    private Drain() {}

    static CommandResult execute(Tx tx, PendingCommand command, boolean draining) {
        String name = CommandArguments.text(CommandArguments.read(command.arguments()), "runner");
        Optional<RunnerId> runner = Runners.find(tx, name);
        if (runner.isEmpty() || !Runners.setDraining(tx, runner.get(), draining)) {
            return CommandAnswers.refused("There is no runner \"%s\"".formatted(name));
        }
        return draining
                ? CommandAnswers.done("%s finishes its jobs and takes no more".formatted(name))
                : CommandAnswers.done("%s takes jobs again".formatted(name));
    }
}
