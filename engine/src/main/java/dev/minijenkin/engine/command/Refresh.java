package dev.minijenkin.engine.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.command.PendingCommand;
import dev.minijenkin.db.hook.AwayRemotes;
import dev.minijenkin.db.repository.Repositories;
import dev.minijenkin.db.repository.Repository;
import java.util.Optional;

/// Has the workflow files of a default branch read again, by a delivery; also where its host was
/// away a moment ago.
final class Refresh {
    private Refresh() {}

    static CommandExecution execute(Tx tx, PendingCommand command) {
        Optional<Repository> repository =
                Optional.ofNullable(command.repository()).flatMap(id -> Repositories.find(tx, id));
        if (repository.isEmpty()) {
            return CommandExecution.refused("The command names no repository that is registered");
        }
        AwayRemotes.answered(tx, repository.get().id());
        return AskedDelivery.of(
                tx,
                command,
                repository.get().id(),
                "refresh",
                JsonNodeFactory.instance.objectNode().toString());
    }
}
