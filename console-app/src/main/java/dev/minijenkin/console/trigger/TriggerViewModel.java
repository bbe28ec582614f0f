package dev.minijenkin.console.trigger;

import dev.minijenkin.console.command.CommandSender;
import dev.minijenkin.console.command.ConsoleCommands;
import dev.minijenkin.console.live.Background;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.view.trigger.PipelineView;
import dev.minijenkin.workflow.plan.DispatchInputs;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final Map<PipelineId, TriggerAnswers> remembered;
    private final List<PipelineView> pipelines;
    private final ObservableList<String> refs = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<KnownInputs> inputs =
            new ReadOnlyObjectWrapper<>(KnownInputs.none());
    private Optional<PipelineView> chosen = Optional.empty();

    /// @param remembered what a person gave last; what they give now is added
    TriggerViewModel(
            Background background,
            TriggerSource source,
            CommandSender sender,
            Map<PipelineId, TriggerAnswers> remembered,
            List<PipelineView> pipelines) {
        this.background = background;
        this.source = source;
        this.sender = sender;
        this.remembered = remembered;
        this.pipelines = pipelines;
    }

    List<PipelineView> pipelines() {
        return pipelines;
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
        inputs.set(KnownInputs.none());
        background.read(
                () -> source.refs(pipeline.repository()),
                found -> {
                    if (isChosen(pipeline)) {
                        showRefs(pipeline, found);
                    }
                });
        background.read(
                () -> KnownInputs.of(source.lastWorkflow(pipeline.id())),
                found -> {
                    if (isChosen(pipeline)) {
                        inputs.set(found);
                    }
                });
    }

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
        if (pipelines.isEmpty()) {
            return "No pipeline is known yet: push a commit with a workflow first.";
        }
        if (chosen.isEmpty()) {
            return "Choose a pipeline.";
        }
        if (answers.ref().isBlank()) {
            return "Say which branch, tag or commit.";
        }
        return switch (DispatchInputs.of(inputs.get().inputs(), answers.inputs())) {
            case DispatchInputs.Refused(String why) -> why + ".";
            case DispatchInputs.Accepted _ -> "";
        };
    }

    /// Sends the command, where nothing stands in the way.
    ///
    /// @return whether it was sent
    boolean send(TriggerAnswers answers, String reason) {
        if (chosen.isEmpty() || !refusal(answers).isEmpty()) {
            return false;
        }
        PipelineView pipeline = chosen.get();
        String ref = answers.ref().strip();
        remembered.put(pipeline.id(), new TriggerAnswers(ref, answers.inputs()));
        sender.send(
                ConsoleCommands.trigger(pipeline, ref, answers.inputs(), reason),
                "Running " + pipeline.title() + " on " + ref);
        return true;
    }

    private Optional<TriggerAnswers> before() {
        return chosen.map(pipeline -> remembered.get(pipeline.id()));
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
