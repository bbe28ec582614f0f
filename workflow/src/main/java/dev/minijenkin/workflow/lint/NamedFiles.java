package dev.minijenkin.workflow.lint;

import dev.minijenkin.workflow.check.Surroundings;
import dev.minijenkin.workflow.model.CallOutput;
import dev.minijenkin.workflow.model.ReadResult;
import dev.minijenkin.workflow.model.Trigger;
import dev.minijenkin.workflow.model.Workflow;
import dev.minijenkin.workflow.plan.CallTarget;
import dev.minijenkin.workflow.reader.WorkflowReader;
import dev.minijenkin.workflow.yaml.Fields;
import dev.minijenkin.workflow.yaml.UnreadableYamlException;
import dev.minijenkin.workflow.yaml.YamlReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The workflows and actions that a file names, each read once. Used for one file by one thread.
final class NamedFiles implements Surroundings {
    private static final CallTarget HERE = CallTarget.own("");

    private final RepositoryFiles files;
    private final Map<CallTarget, Optional<ReadResult>> workflows = new HashMap<>();
    private final Map<CallTarget, Optional<NamedAction>> actions = new HashMap<>();

    NamedFiles(RepositoryFiles files) {
        this.files = files;
    }

    /// An action whose file is there.
    sealed interface NamedAction {
        /// One that can be read.
        ///
        /// @param file its `action.yml`
        /// @param programs the files that it runs, beside it
        /// @param faults what is wrong with its file, a sentence each
        record Known(
                CallTarget file,
                ActionMetadata metadata,
                List<CallTarget> programs,
                List<String> faults)
                implements NamedAction {}

        /// One whose file is no YAML.
        record Broken(String reason) implements NamedAction {}
    }

    /// A called workflow; empty where its file is not there.
    Optional<ReadResult> workflow(CallTarget target) {
        return workflows.computeIfAbsent(
                target,
                file -> files.text(file).map(text -> WorkflowReader.read(file.shown(), text)));
    }

    /// An action whose file is there; else empty.
    Optional<NamedAction> action(String uses) {
        return CallTarget.named(uses, HERE)
                .flatMap(folder -> actions.computeIfAbsent(folder, this::find));
    }

    private Optional<NamedAction> find(CallTarget folder) {
        String path = folder.path();
        String prefix = path.isEmpty() || path.endsWith("/") ? path : path + "/";
        return Stream.of("action.yml", "action.yaml")
                .map(name -> folder.beside(prefix + name))
                .flatMap(file -> files.text(file).map(text -> read(file, text)).stream())
                .findFirst();
    }

    private static NamedAction read(CallTarget file, String text) {
        try {
            Fields action = Fields.of(YamlReader.read(text));
            return new NamedAction.Known(
                    file,
                    ActionMetadata.read(action),
                    programs(file, action.below("runs")),
                    ActionFileCheck.faults(action));
        } catch (UnreadableYamlException e) {
            return new NamedAction.Broken(
                    "%s:%d:%d: %s"
                            .formatted(
                                    file.shown(),
                                    e.place().line(),
                                    e.place().column(),
                                    e.getMessage()));
        }
    }

    private static List<CallTarget> programs(CallTarget file, Fields runs) {
        String folder = file.path().substring(0, file.path().lastIndexOf('/') + 1);
        return Stream.of("pre", "main", "post")
                .map(runs::string)
                .filter(name -> !name.isEmpty())
                .map(name -> file.beside(folder + name))
                .toList();
    }

    /// What is known of an action, be its file there or be it one of those that are used
    /// everywhere.
    Optional<ActionMetadata> metadata(String uses) {
        return action(uses).orElse(null)
                        instanceof NamedAction.Known(_, ActionMetadata metadata, _, _)
                ? Optional.of(metadata)
                : CallTarget.named(uses, HERE).flatMap(PopularActions.TABLE::find);
    }

    /// Whether a file is missing, and not only out of reach.
    boolean lacks(CallTarget file) {
        return file.isOwn() && files.isWhole() && !has(file);
    }

    /// Whether a file is there.
    boolean has(CallTarget file) {
        return files.text(file).isPresent();
    }

    @Override
    public Optional<Set<String>> outputsOfAction(String uses) {
        return metadata(uses).flatMap(ActionMetadata::outputs);
    }

    @Override
    public Optional<Set<String>> outputsOfWorkflow(String uses) {
        return CallTarget.named(uses, HERE).flatMap(this::workflow).orElse(null)
                                instanceof ReadResult.Valid(Workflow called, _)
                        && called.triggers().get("workflow_call")
                                instanceof Trigger.Call(_, _, List<CallOutput> outputs)
                ? Optional.of(outputs.stream().map(CallOutput::name).collect(Collectors.toSet()))
                : Optional.empty();
    }
}
