package dev.minijenkin.engine.command;

import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.command.PendingCommand;
import dev.minijenkin.db.hook.Deliveries;
import dev.minijenkin.db.hook.DeliveryState;
import dev.minijenkin.db.hook.DeliveryStatus;
import java.util.Optional;

/// Has a delivery come once more, as another one: what it asks for starts anew. [Redeliver] goes on
/// with one that failed, and starts nothing twice.
final class Replay {
    private Replay() {}

    static CommandExecution execute(Tx tx, PendingCommand command) {
        Optional<DeliveryId> id = CommandArguments.delivery(command);
        if (id.isEmpty()) {
            return CommandExecution.refused("The command names no delivery: give its number");
        }
        return Deliveries.replay(tx, id.get(), "replay-" + command.id().value())
                .<CommandExecution>map(CommandExecution.LeftTo::new)
                .orElseGet(() ->
                        CommandExecution.refused(
                                refusal(id.get(), Deliveries.status(tx, id.get()))));
    }

    private static String refusal(DeliveryId id, Optional<DeliveryStatus> status) {
        if (status.isEmpty()) {
            return "There is no delivery " + id.value();
        }
        String delivery = "Delivery " + id.value();
        if (!status.get().hasBody()) {
            return delivery + " cannot come again: its body is gone";
        }
        return status.get().state() == DeliveryState.RECEIVED
                ? delivery + " is still open: what it asks for has not started yet"
                : delivery + " cannot come again under the key of this command: send it again";
    }
}
