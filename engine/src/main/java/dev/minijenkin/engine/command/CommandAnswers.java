package dev.minijenkin.engine.command;

import dev.minijenkin.db.command.CommandResult;
import dev.minijenkin.db.command.CommandState;

/// What came of a command, in one sentence.
final class CommandAnswers {
    private CommandAnswers() {}

    static CommandResult done(String sentence) {
        return new CommandResult(CommandState.DONE, sentence);
    }

    static CommandResult refused(String sentence) {
        return new CommandResult(CommandState.REFUSED, sentence);
    }

    /// "1 job", "2 jobs".
    static String jobs(int count) {
        return count == 1 ? "1 job" : count + " jobs";
    }
}
