package dev.minijenkin.engine.command;

import dev.minijenkin.db.Tx;
import dev.minijenkin.db.command.CommandResult;
import dev.minijenkin.db.command.PendingCommand;
import dev.minijenkin.db.repository.Pipeline;
import dev.minijenkin.db.repository.Pipelines;

/// Lets a pipeline start no more runs, or start runs again. Those that it has go on.
final class SwitchPipeline {
    private SwitchPipeline() {}

    static CommandResult execute(Tx tx, PendingCommand command, boolean on) {
        return NamedPipeline.execute(tx, command, (pipeline, _) -> turn(tx, pipeline, on));
    }

    private static CommandResult turn(Tx tx, Pipeline pipeline, boolean on) {
        if (pipeline.enabled() == on) {
            return CommandAnswers.refused(
                    "%s is switched %s already".formatted(pipeline.name(), on ? "on" : "off"));
        }
        Pipelines.setEnabled(tx, pipeline.id(), on);
        return CommandAnswers.done(
                on
                        ? "%s starts runs again".formatted(pipeline.name())
                        : "%s starts no more runs; those that it has go on"
                                .formatted(pipeline.name()));
    }
}
