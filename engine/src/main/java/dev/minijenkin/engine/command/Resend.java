package dev.minijenkin.engine.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.command.CommandResult;
import dev.minijenkin.db.command.PendingCommand;
import dev.minijenkin.db.outbox.MessageId;
import dev.minijenkin.db.outbox.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Has messages that were given up delivered after all.
final class Resend {
    private Resend() {}

    static CommandResult execute(Tx tx, PendingCommand command) {
        List<MessageId> asked = new ArrayList<>();
        for (JsonNode id : CommandArguments.read(command.arguments()).path("messages")) {
            if (id.isIntegralNumber() && id.canConvertToLong()) {
                asked.add(new MessageId(id.longValue()));
            }
        }
        if (asked.isEmpty()) {
            return CommandAnswers.refused("The command names no message: give their numbers");
        }
        List<MessageId> sent = Messages.resend(tx, asked);
        List<MessageId> left = asked.stream().filter(id -> !sent.contains(id)).toList();
        if (sent.isEmpty()) {
            return CommandAnswers.refused(none(left));
        }
        String sentence =
                sent.size() == 1
                        ? "1 message is sent again"
                        : sent.size() + " messages are sent again";
        return CommandAnswers.done(left.isEmpty() ? sentence : sentence + "; " + none(left));
    }

    private static String none(List<MessageId> left) {
        String numbers =
                left.stream()
                        .map(id -> Long.toString(id.value()))
                        .collect(Collectors.joining(", "));
        return "no message that was given up: " + numbers;
    }
}
