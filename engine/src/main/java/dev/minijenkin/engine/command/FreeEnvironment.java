package dev.minijenkin.engine.command;

import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.command.CommandResult;
import dev.minijenkin.db.command.PendingCommand;
import dev.minijenkin.db.deployment.Deployments;
import dev.minijenkin.db.deployment.Environments;
import dev.minijenkin.engine.advance.EnvironmentHandover;
import java.util.Optional;

/// Gives the lock of an environment on that is kept after its deployment ended: a person has
/// looked. Who deploys just now is not disturbed; that job can be cancelled.
final class FreeEnvironment {
    private FreeEnvironment() {}

    static CommandResult execute(Tx tx, PendingCommand command) {
        String name =
                CommandArguments.text(CommandArguments.read(command.arguments()), "environment");
        Optional<EnvironmentId> environment =
                Optional.ofNullable(command.repository())
                        .flatMap(repository -> Environments.find(tx, repository, name));
        if (environment.isEmpty()) {
            return CommandAnswers.refused(
                    "The repository has no environment \"%s\"".formatted(name));
        }
        Deployments.lock(tx, environment.get());
        if (!Deployments.free(tx, environment.get())) {
            return CommandAnswers.refused(
                    "The lock of %s is not kept: it is free, or a job deploys".formatted(name));
        }
        tx.afterCommit(new EnvironmentHandover(environment.get(), false));
        return CommandAnswers.done("The lock of %s is free".formatted(name));
    }
}
