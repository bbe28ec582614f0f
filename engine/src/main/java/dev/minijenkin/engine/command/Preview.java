package dev.minijenkin.engine.command;

import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.command.PendingCommand;
import dev.minijenkin.db.hook.Deliveries;
import dev.minijenkin.db.hook.DeliveryStatus;
import java.util.Optional;

/// Has a server say what a delivery would start, were it to come now; nothing starts.
final class Preview {
    private Preview() {}

    static CommandExecution execute(Tx tx, PendingCommand command) {
        Optional<DeliveryId> id = CommandArguments.delivery(command);
        if (id.isEmpty()) {
            return CommandExecution.refused("The command names no delivery: give its number");
        }
        Optional<DeliveryStatus> status = Deliveries.status(tx, id.get());
        if (status.isEmpty()) {
            return CommandExecution.refused("There is no delivery " + id.get().value());
        }
        if (!status.get().hasBody()) {
            return CommandExecution.refused(
                    "Nobody knows what delivery %d would start: its body is gone"
                            .formatted(id.get().value()));
        }
        String ref = CommandArguments.read(command.arguments()).path("ref").asText("");
        return AskedDelivery.of(
                tx,
                command,
                status.get().repository(),
                "preview",
                CommandArguments.preview(id.get(), ref));
    }
}
