package dev.minijenkin.engine.command;

import com.fasterxml.jackson.databind.JsonNode;
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
        JsonNode number = CommandArguments.read(command.arguments()).path("delivery");
        if (!number.isIntegralNumber() || !number.canConvertToLong()) {
            return CommandExecution.refused("The command names no delivery: give its number");
        }
        DeliveryId id = new DeliveryId(number.longValue());
        return Deliveries.reopen(tx, id)
                ? new CommandExecution.LeftTo(id)
                : CommandExecution.refused(refusal(id, Deliveries.status(tx, id)));
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
                    delivery + " did not fail: it was processed; rerun the runs that it started";
            case IGNORED -> delivery + " did not fail: it was ignored" + reason;
            case FAILED -> delivery + " was opened by another command in this moment: ask again";
        };
    }
}
