package dev.minijenkin.engine.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.command.CommandResult;
import dev.minijenkin.db.command.PendingCommand;
import dev.minijenkin.db.outbox.MessageId;
import dev.minijenkin.db.outbox.Messages;
import dev.minijenkin.db.outbox.TargetId;
import dev.minijenkin.db.outbox.Targets;
import java.util.Optional;
import java.util.UUID;

/// Sends a test message to a target.
final class TestTarget {
    private TestTarget() {}

    static CommandResult execute(Tx tx, PendingCommand command) {
        JsonNode arguments = CommandArguments.read(command.arguments());
        String name = CommandArguments.text(arguments, "target");
        UUID key = CommandArguments.key(arguments);
        Optional<TargetId> target = Targets.find(tx, name);
        if (target.isEmpty()) {
            return CommandAnswers.refused("There is no target \"%s\"".formatted(name));
        }
        Optional<MessageId> message = Messages.test(tx, target.get(), key);
        return message.map(id ->
                        CommandAnswers.done(
                                "Message %d, a test, is on its way to %s"
                                        .formatted(id.value(), name)))
                .orElseGet(() ->
                        CommandAnswers.refused("%s is paused: resume it first".formatted(name)));
    }
}
