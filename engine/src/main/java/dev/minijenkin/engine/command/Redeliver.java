package dev.minijenkin.engine.command;

import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.command.PendingCommand;
import dev.minijenkin.db.hook.Deliveries;
import dev.minijenkin.db.hook.DeliveryStatus;
import java.util.Optional;

/// Has a delivery that failed carried out again.
final class Redeliver {
    private Redeliver() {}

    static CommandExecution execute(Tx tx, PendingCommand command) {
        Optional<DeliveryId> id = CommandArguments.delivery(command);
        if (id.isEmpty()) {
            return CommandExecution.refused("The command names no delivery: give its number");
        }
        return Deliveries.reopen(tx, id.get())
                ? new CommandExecution.LeftTo(id.get())
                : CommandExecution.refused(refusal(id.get(), Deliveries.status(tx, id.get())));
    }

    private static String refusal(DeliveryId id, Optional<DeliveryStatus> status) {
        String delivery = "Delivery " + id.value();
        if (status.isEmpty()) {
            return "There is no delivery " + id.value();
        }
        if (!status.get().hasBody()) {
            return delivery + " cannot be carried out again: its body is gone";
        }
        String reason = status.get().error().map(error -> ": " + error).orElse("");
        return switch (status.get().state()) {
            case RECEIVED -> delivery + " is still open and tried again by itself" + reason;
            case PROCESSED ->
                    delivery + " did not fail: it was processed; rerun the runs that it started, or replay it";
            case IGNORED -> delivery + " did not fail: it was ignored" + reason;
            case FAILED -> delivery + " was opened by another command in this moment: ask again";
        };
    }
}
