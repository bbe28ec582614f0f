package dev.minijenkin.console.trigger;

import dev.minijenkin.console.command.CommandSender;
import dev.minijenkin.console.command.ConsoleCommands;
import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.memory.TriggerAnswers;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.view.trigger.PipelineView;
import dev.minijenkin.workflow.plan.DispatchInputs;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// What is to be started, where and with which inputs, and what the workflow would refuse. FX
/// thread only.
final class TriggerViewModel {
    private final Background background;
    private final TriggerSource source;
    private final CommandSender sender;
    private final TriggerMemory memory;
    private final Choices choices;
    private final ObservableList<String> refs = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<KnownInputs> inputs =
            new ReadOnlyObjectWrapper<>(KnownInputs.none());
    private List<String> environments = List.of();
    private Optional<PipelineView> chosen = Optional.empty();

    /// What there is to choose from.
    ///
    /// @param pipelines all, those that can be started first
    /// @param wanted the one that the person looks at
    record Choices(List<PipelineView> pipelines, Optional<PipelineId> wanted) {}

    /// @param memory what a person gave last; what they give now is added
    TriggerViewModel(
            Background background,
            TriggerSource source,
            CommandSender sender,
            TriggerMemory memory,
            Choices choices) {
        this.background = background;
        this.source = source;
        this.sender = sender;
        this.memory = memory;
        this.choices = choices;
    }

    List<PipelineView> pipelines() {
        return choices.pipelines();
    }

    /// Where the dialog opens: the pipeline that is looked at, else the one that was started last,
    /// else the first that can be.
    Optional<PipelineView> first() {
        return Stream.concat(
                        pipelines().stream()
                                .filter(of -> choices.wanted().filter(of.id()::equals).isPresent()),
                        pipelines().stream().filter(memory::isLast))
                .filter(of -> of.obstacle().isEmpty())
                .findFirst()
                .or(() -> pipelines().stream().findFirst());
    }

    /// Names of the environments of the chosen pipeline's repository.
    List<String> environments() {
        return environments;
    }

    /// Branches and tags of the chosen pipeline, its default branch first.
    ObservableList<String> refs() {
        return refs;
    }

    /// Of the chosen pipeline; none until its workflow is read.
    ReadOnlyObjectProperty<KnownInputs> inputsProperty() {
        return inputs.getReadOnlyProperty();
    }

    void choose(PipelineView pipeline) {
        chosen = Optional.of(pipeline);
        refs.setAll(pipeline.defaultBranch());
        environments = List.of();
        inputs.set(KnownInputs.none());
        background.read(
                () -> source.refs(pipeline.repository()),
                found -> {
                    if (isChosen(pipeline)) {
                        showRefs(pipeline, found);
                    }
                });
        background.read(
                () ->
                        new Read(
                                KnownInputs.of(source.lastWorkflow(pipeline.id())),
                                source.environments(pipeline.repository())),
                found -> {
                    if (isChosen(pipeline)) {
                        environments = found.environments();
                        inputs.set(found.inputs());
                    }
                });
    }

    private record Read(KnownInputs inputs, List<String> environments) {}

    /// The ref that the person gave last; else the default branch.
    String firstRef() {
        return before().map(TriggerAnswers::ref)
                .or(() -> chosen.map(PipelineView::defaultBranch))
                .orElse("");
    }

    /// The value of an input that the person gave last.
    Optional<String> before(String input) {
        return before().map(answers -> answers.inputs().get(input));
    }

    /// What stands in the way; empty where nothing does.
    String refusal(TriggerAnswers answers) {
        if (pipelines().isEmpty()) {
            return "No pipeline is known yet: push a commit with a workflow first.";
        }
        if (chosen.isEmpty()) {
            return "Choose a pipeline.";
        }
        if (!chosen.get().obstacle().isEmpty()) {
            return chosen.get().obstacle();
        }
        if (answers.ref().isBlank()) {
            return "Say which branch, tag or commit.";
        }
        return switch (DispatchInputs.of(inputs.get().inputs(), answers.inputs())) {
            case DispatchInputs.Refused(String why) -> why + ".";
            case DispatchInputs.Accepted _ -> "";
        };
    }

    /// What stands in the way whatever the inputs are: they say themselves what is wrong with them.
    String obstacle(TriggerAnswers answers) {
        boolean ofInputs =
                chosen.isPresent() && chosen.get().obstacle().isEmpty() && !answers.ref().isBlank();
        return ofInputs ? "" : refusal(answers);
    }

    /// Sends the command, where nothing stands in the way.
    ///
    /// @param started is told of the run as soon as it exists
    /// @return whether it was sent
    boolean send(TriggerAnswers answers, String reason, Consumer<RunId> started) {
        if (chosen.isEmpty() || !refusal(answers).isEmpty()) {
            return false;
        }
        PipelineView pipeline = chosen.get();
        String ref = answers.ref().strip();
        memory.keep(pipeline, new TriggerAnswers(ref, answers.inputs()));
        sender.send(
                ConsoleCommands.trigger(pipeline, ref, answers.inputs(), reason),
                "Running " + pipeline.title() + " on " + ref,
                started);
        return true;
    }

    private Optional<TriggerAnswers> before() {
        return chosen.flatMap(memory::answers);
    }

    private boolean isChosen(PipelineView pipeline) {
        return chosen.filter(pipeline::equals).isPresent();
    }

    private void showRefs(PipelineView pipeline, List<String> full) {
        Set<String> names = new LinkedHashSet<>();
        names.add(pipeline.defaultBranch());
        full.forEach(ref -> names.add(ref.replaceFirst("^refs/(heads|tags)/", "")));
        refs.setAll(names);
    }
}
