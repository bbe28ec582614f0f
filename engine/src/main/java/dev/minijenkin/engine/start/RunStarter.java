package dev.minijenkin.engine.start;

import dev.minijenkin.engine.run.EventPayload;
import dev.minijenkin.engine.run.ProblemAnnotations;
import dev.minijenkin.engine.run.SourceDecoder;
import dev.minijenkin.engine.run.WorkflowSource;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.model.ReadResult;
import dev.minijenkin.workflow.model.Trigger;
import dev.minijenkin.workflow.plan.DispatchInputs;
import dev.minijenkin.workflow.trigger.Happening;
import dev.minijenkin.workflow.trigger.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds out which runs an occasion starts. Touches no database. Used by one thread.
public final class RunStarter {
    private final Occasion occasion;
    private final CalledFiles called;
    private final List<StartableRun> runs = new ArrayList<>();

    /// Asked for once, when the first file needs it.
    private Optional<List<String>> changedPaths = Optional.empty();

    private boolean askedForPaths;

    private @Nullable Value event;

    private RunStarter(Occasion occasion, CalledFiles called) {
        this.occasion = occasion;
        this.called = called;
    }

    /// The runs that an occasion starts: of each file whose triggers match, and of each that is
    /// broken. No file makes it throw.
    ///
    /// @param called where the files come from that these call
    public static List<StartableRun> plan(
            Occasion occasion, List<WorkflowSource> files, CalledFiles called) {
        RunStarter starter = new RunStarter(occasion, called);
        files.forEach(starter::look);
        return List.copyOf(starter.runs);
    }

    private void look(WorkflowSource source) {
        switch (SourceDecoder.read(source)) {
            case ReadResult.Invalid invalid ->
                    runs.add(
                            new BrokenRun(
                                    occasion, source, ProblemAnnotations.of(invalid.problems())));
            case ReadResult.Valid valid -> {
                switch (Match.of(valid.workflow(), happening())) {
                    case Match.Starts(Trigger trigger) -> start(source, valid, trigger);
                    case Match.Ignored _ -> {}
                }
            }
        }
    }

    private void start(WorkflowSource source, ReadResult.Valid valid, Trigger trigger) {
        runs.add(
                switch (GivenInputs.of(trigger, occasion.inputs())) {
                    case DispatchInputs.Accepted(var inputs) -> ready(source, valid, inputs);
                    case DispatchInputs.Refused(String reason) ->
                            new BrokenRun(
                                    occasion,
                                    source,
                                    List.of(ProblemAnnotations.ofFile(source.path(), reason)));
                });
    }

    private StartableRun ready(WorkflowSource source, ReadResult.Valid valid, ObjectValue inputs) {
        CallTree.Collected calls = CallTree.collect(source.path(), valid.workflow(), called);
        return calls.problems().isEmpty()
                ? new ReadyRun(
                        occasion,
                        source,
                        valid.workflow(),
                        payload(),
                        inputs,
                        valid.problems(),
                        calls.sources())
                : new BrokenRun(occasion, source, ProblemAnnotations.of(calls.problems()));
    }

    private Happening happening() {
        return new Happening(
                occasion.event(),
                occasion.activity().type(),
                occasion.ref(),
                occasion.activity().branch(),
                occasion.activity().workflow(),
                occasion.commit().message(),
                this::changed);
    }

    private Optional<List<String>> changed() {
        if (!askedForPaths) {
            askedForPaths = true;
            changedPaths = occasion.changedPaths().get();
        }
        return changedPaths;
    }

    private Value payload() {
        Value known = event;
        if (known == null) {
            known = EventPayload.read(occasion.payload());
            event = known;
        }
        return known;
    }
}
