package dev.minijenkin.engine.command;

import com.fasterxml.jackson.databind.JsonNode;
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

/// Finds the one pipeline that a command names by its repository and its file.
final class NamedPipeline {
    private NamedPipeline() {}

    /// What is done with it.
    @FunctionalInterface
    interface Deed {
        CommandResult with(Pipeline pipeline, JsonNode arguments);
    }

    /// Refused where the command does not name one.
    static CommandResult execute(Tx tx, PendingCommand command, Deed deed) {
        Optional<Repository> repository =
                Optional.ofNullable(command.repository()).flatMap(id -> Repositories.find(tx, id));
        if (repository.isEmpty()) {
            return CommandAnswers.refused("The command names no repository that is registered");
        }
        JsonNode arguments = CommandArguments.read(command.arguments());
        String workflow = CommandArguments.text(arguments, "workflow");
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
        return deed.with(named.getFirst(), arguments);
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
