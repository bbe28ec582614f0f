package dev.minijenkin.engine.command;

import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.command.PendingCommand;
import dev.minijenkin.db.hook.Deliveries;
import dev.minijenkin.db.hook.DeliverySource;
import dev.minijenkin.db.hook.NewDelivery;
import dev.minijenkin.db.hook.Received;
import java.nio.charset.StandardCharsets;

/// The delivery by which a server carries a command out: only servers have the repositories at
/// hand.
final class AskedDelivery {
    private AskedDelivery() {}

    /// @param payload a JSON object
    static CommandExecution of(
            Tx tx, PendingCommand command, RepositoryId repository, String event, String payload) {
        Received received =
                Deliveries.receive(
                        tx,
                        new NewDelivery(
                                repository,
                                DeliverySource.COMMAND,
                                "command-" + command.id().value(),
                                event,
                                payload.getBytes(StandardCharsets.UTF_8)));
        return received.duplicate()
                ? CommandExecution.refused(
                        "Delivery %d has the key of this command already, so nothing was asked for: send it again"
                                .formatted(received.id().value()))
                : new CommandExecution.LeftTo(received.id());
    }
}
