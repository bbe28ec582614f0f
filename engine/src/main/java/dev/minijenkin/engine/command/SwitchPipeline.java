package dev.minijenkin.engine.command;

import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.command.CommandResult;
import dev.minijenkin.db.command.PendingCommand;
import dev.minijenkin.db.repository.Pipeline;
import dev.minijenkin.db.repository.Pipelines;
import dev.minijenkin.db.repository.Repositories;
import dev.minijenkin.db.repository.Repository;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Lets a pipeline start no more runs, or start runs again. Those that it has go on.
final class SwitchPipeline {
    private SwitchPipeline() {}

    static CommandResult execute(Tx tx, PendingCommand command, boolean on) {
        Optional<Repository> repository =
                Optional.ofNullable(command.repository()).flatMap(id -> Repositories.find(tx, id));
        if (repository.isEmpty()) {
            return CommandAnswers.refused("The command names no repository that is registered");
        }
        String workflow =
                CommandArguments.text(CommandArguments.read(command.arguments()), "workflow");
        List<Pipeline> named = named(tx, repository.get().id(), workflow);
        if (named.size() != 1) {
            return CommandAnswers.refused(
                    named.isEmpty()
                            ? "%s has no pipeline of the file \"%s\""
                                    .formatted(repository.get().name(), workflow)
                            : "%s has several files \"%s\": name one of %s"
                                    .formatted(
                                            repository.get().name(),
                                            workflow,
                                            named.stream()
                                                    .map(Pipeline::path)
                                                    .collect(Collectors.joining(", "))));
        }
        Pipeline pipeline = named.getFirst();
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

    /// By its path, or by the bare name of its file.
    private static List<Pipeline> named(Tx tx, RepositoryId repository, String workflow) {
        return Pipelines.ofRepository(tx, repository).stream()
                .filter(pipeline ->
                        pipeline.path().equals(workflow)
                                || pipeline.path().endsWith("/" + workflow))
                .toList();
    }
}
