package dev.minijenkin.engine.command;

import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.command.CommandResult;

/// How the execution of a command went on.
sealed interface CommandExecution {
    /// It is over.
    record Ended(CommandResult result) implements CommandExecution {}

    /// A delivery carries it out, and says what came of it when it has ended.
    record LeftTo(DeliveryId delivery) implements CommandExecution {}

    static CommandExecution refused(String sentence) {
        return new Ended(CommandAnswers.refused(sentence));
    }
}
