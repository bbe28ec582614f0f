package dev.minijenkin.engine.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.command.CommandResult;
import dev.minijenkin.db.command.PendingCommand;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.queue.Queue;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.RunState;
import dev.minijenkin.db.run.Runs;
import java.util.Optional;

/// Gives a run, and the places of its jobs in the queue, another priority.
final class Prioritise {
    private static final int LAST = 99;

    private Prioritise() {}

    static CommandResult execute(Tx tx, PendingCommand command) {
        JsonNode priority = CommandArguments.read(command.arguments()).path("priority");
        if (!priority.isInt() || priority.intValue() < 0 || priority.intValue() > LAST) {
            return CommandAnswers.refused(
                    "A priority is a number from 0 (served first) to 99 (served last)");
        }
        Optional<Run> run =
                Optional.ofNullable(command.run()).flatMap(known -> Runs.lock(tx, known));
        if (run.isEmpty()) {
            return CommandAnswers.refused("The command names no run that exists");
        }
        if (run.get().state() == RunState.FINISHED) {
            return CommandAnswers.refused("The run has ended already");
        }
        int moved = Queue.prioritise(tx, run.get().id(), priority.intValue());
        tx.hint(Topic.RUN, run.get().id().value());
        return CommandAnswers.done(
                "The run has priority %d, and had %d%s"
                        .formatted(
                                priority.intValue(),
                                run.get().priority(),
                                moved == 0
                                        ? ""
                                        : ": %s in the queue moved"
                                                .formatted(CommandAnswers.jobs(moved))));
    }
}
