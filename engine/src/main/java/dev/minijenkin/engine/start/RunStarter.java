package dev.minijenkin.engine.start;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.minijenkin.engine.run.EventPayload;
import dev.minijenkin.engine.run.Lazy;
import dev.minijenkin.engine.run.ProblemAnnotations;
import dev.minijenkin.engine.run.WorkflowSource;
import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.model.ReadResult;
import dev.minijenkin.workflow.model.Trigger;
import dev.minijenkin.workflow.model.Workflow;
import dev.minijenkin.workflow.plan.DispatchInputs;
import dev.minijenkin.workflow.trigger.Event;
import dev.minijenkin.workflow.trigger.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Finds out which runs an event starts. Touches no database. Used by one thread.
public final class RunStarter {
    private final TriggerEvent trigger;
    private final CalledFiles called;
    private final RunChoice choice;
    private final List<StartableRun> runs = new ArrayList<>();

    /// Whose changed files are asked for once, when the first file needs them.
    private final Event event;

    private final Supplier<Value> payload;

    private RunStarter(TriggerEvent trigger, CalledFiles called, RunChoice choice) {
        this.trigger = trigger;
        this.called = called;
        this.choice = choice;
        Event asked = trigger.event();
        Supplier<Optional<List<String>>> changed = new Lazy<>(asked.changedFiles());
        event = asked.at(asked.ref(), asked.commitMessage(), changed);
        payload = new Lazy<>(() -> EventPayload.read(trigger.payload()));
    }

    /// The runs that an event starts: of each file whose triggers match, and of each that is
    /// broken. No file makes it throw.
    ///
    /// @param called where the files come from that these call
    public static List<StartableRun> plan(
            TriggerEvent trigger, List<WorkflowSource> files, CalledFiles called) {
        return plan(trigger, files, called, RunChoice.EVERYTHING);
    }

    /// The same of what is wanted of them. A file that has no job of the name that is wanted starts
    /// nothing.
    public static List<StartableRun> plan(
            TriggerEvent trigger,
            List<WorkflowSource> files,
            CalledFiles called,
            RunChoice choice) {
        RunStarter starter = new RunStarter(trigger, called, choice);
        files.forEach(starter::look);
        return List.copyOf(starter.runs);
    }

    private void look(WorkflowSource source) {
        switch (source.read()) {
            case ReadResult.Invalid invalid ->
                    runs.add(
                            new BrokenRun(
                                    trigger, source, ProblemAnnotations.of(invalid.problems())));
            case ReadResult.Valid valid -> {
                trigger(valid.workflow())
                        .ifPresent(matched ->
                                wanted(valid).ifPresent(part -> start(source, part, matched)));
            }
        }
    }

    private Optional<Trigger> trigger(Workflow workflow) {
        if (choice.whateverFiltersSay()) {
            return Optional.ofNullable(workflow.triggers().get(event.name()));
        }
        return switch (Match.of(workflow, event)) {
            case Match.Starts(Trigger matched) -> Optional.of(matched);
            case Match.Ignored _ -> Optional.empty();
        };
    }

    private Optional<ReadResult.Valid> wanted(ReadResult.Valid valid) {
        return choice.job().isEmpty()
                ? Optional.of(valid)
                : valid.workflow()
                        .only(choice.job())
                        .map(part -> new ReadResult.Valid(part, valid.problems()));
    }

    private void start(WorkflowSource source, ReadResult.Valid valid, Trigger matched) {
        runs.add(
                switch (GivenInputs.of(matched, trigger.inputs())) {
                    case DispatchInputs.Accepted(var inputs) ->
                            ready(told(matched, inputs), source, valid, inputs);
                    case DispatchInputs.Refused(String reason) ->
                            new BrokenRun(
                                    trigger,
                                    source,
                                    List.of(ProblemAnnotations.ofFile(source.path(), reason)));
                });
    }

    /// An event as a run is told of it, and what its payload says.
    private record Told(TriggerEvent event, Value payload) {}

    private Told told(Trigger matched, ObjectValue inputs) {
        return switch (matched) {
            case Trigger.Dispatch(var declared) -> {
                ObjectValue whole = DispatchPayload.of(payload.get(), declared, inputs);
                yield new Told(trigger.with(Json.text(whole).getBytes(UTF_8)), whole);
            }
            case Trigger.Push _, Trigger.Schedule _, Trigger.Activity _, Trigger.Call _ ->
                    new Told(trigger, payload.get());
        };
    }

    private StartableRun ready(
            Told told, WorkflowSource source, ReadResult.Valid valid, ObjectValue inputs) {
        CallTree.Collected calls = CallTree.collect(source.path(), valid.workflow(), called);
        return calls.problems().isEmpty()
                ? new ReadyRun(
                        told.event(),
                        source,
                        valid.workflow(),
                        told.payload(),
                        inputs,
                        valid.problems(),
                        calls.sources(),
                        choice.legs())
                : new BrokenRun(trigger, source, ProblemAnnotations.of(calls.problems()));
    }
}
