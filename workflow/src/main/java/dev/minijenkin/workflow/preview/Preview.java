package dev.minijenkin.workflow.preview;

import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.lint.RepositoryFiles;
import dev.minijenkin.workflow.model.Trigger;
import dev.minijenkin.workflow.model.Workflow;
import dev.minijenkin.workflow.plan.DispatchInputs;
import dev.minijenkin.workflow.problem.Problem;
import dev.minijenkin.workflow.trigger.Activities;
import dev.minijenkin.workflow.trigger.Event;
import dev.minijenkin.workflow.trigger.Match;
import dev.minijenkin.workflow.trigger.RefNames;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What an event would start.
public sealed interface Preview {
    /// A run of these jobs, in the order of the file; those of a called file follow their caller.
    record Starts(List<PreviewJob> jobs) implements Preview {}

    /// Nothing.
    ///
    /// @param reason one sentence
    record Ignored(String reason) implements Preview {}

    /// A run that fails before it begins.
    record Broken(List<Problem> problems) implements Preview {}

    /// What the event would start from this file.
    ///
    /// @param path of the file, for problems
    /// @param files some of which its jobs may call
    static Preview of(String path, Workflow workflow, PreviewEvent event, RepositoryFiles files) {
        return switch (Match.of(workflow, asked(workflow, event))) {
            case Match.Ignored(String reason) -> new Ignored(reason);
            case Match.Starts(Trigger.Dispatch(var declared)) ->
                    switch (DispatchInputs.of(declared, event.inputs())) {
                        case DispatchInputs.Accepted(ObjectValue inputs) ->
                                plan(path, workflow, event, inputs, files);
                        case DispatchInputs.Refused(String reason) -> new Ignored(reason);
                    };
            case Match.Starts _ -> plan(path, workflow, event, ObjectValue.EMPTY, files);
        };
    }

    private static Preview plan(
            String path,
            Workflow workflow,
            PreviewEvent event,
            ObjectValue inputs,
            RepositoryFiles files) {
        String name = workflow.name().isBlank() ? path : workflow.name();
        PreviewBuilder.Found found =
                PreviewBuilder.find(path, workflow, PreviewContexts.of(event, name, inputs), files);
        return found.problems().isEmpty() ? new Starts(found.jobs()) : new Broken(found.problems());
    }

    /// What the caller does not tell is taken so that the file may start.
    private static Event asked(Workflow workflow, PreviewEvent event) {
        Optional<Trigger> trigger = Optional.ofNullable(workflow.triggers().get(event.name()));
        return new Event(
                event.name(),
                event.text("action").orElse(trigger.map(Preview::usualActivity).orElse("")),
                event.ref(),
                subject(event, trigger),
                event.text("head_commit", "message").orElse(""),
                event::changedFiles);
    }

    /// Branch filters look at the ref of the preview, whatever the event is about.
    private static Event.Subject subject(PreviewEvent event, Optional<Trigger> trigger) {
        String branch = RefNames.brief(event.ref());
        return event.name().equals("workflow_run")
                ? new Event.Subject.OtherRun(
                        event.text("workflow_run", "name")
                                .orElse(trigger.map(Preview::usualWorkflow).orElse("")),
                        branch)
                : new Event.Subject.PullRequest("", branch);
    }

    private static String usualActivity(Trigger trigger) {
        return switch (trigger) {
            case Trigger.Activity activity ->
                    Stream.concat(
                                    activity.types().stream(),
                                    Activities.usual(activity.event()).stream())
                            .findFirst()
                            .orElse("");
            case Trigger.Schedule(List<Trigger.Schedule.Time> times) -> times.getFirst().text();
            case Trigger.Push _, Trigger.Dispatch _, Trigger.Call _ -> "";
        };
    }

    private static String usualWorkflow(Trigger trigger) {
        return trigger instanceof Trigger.Activity activity && !activity.workflows().isEmpty()
                ? activity.workflows().getFirst()
                : "";
    }
}
