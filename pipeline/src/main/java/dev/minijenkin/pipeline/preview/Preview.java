package dev.minijenkin.pipeline.preview;

import dev.minijenkin.pipeline.expression.ExpressionException;
import dev.minijenkin.pipeline.expression.ObjectValue;
import dev.minijenkin.pipeline.plan.DispatchInputs;
import dev.minijenkin.pipeline.plan.PlanResult;
import dev.minijenkin.pipeline.plan.PlannedJob;
import dev.minijenkin.pipeline.plan.RunPlanner;
import dev.minijenkin.pipeline.trigger.Activities;
import dev.minijenkin.pipeline.trigger.Happening;
import dev.minijenkin.pipeline.trigger.Match;
import dev.minijenkin.pipeline.trigger.RefNames;
import dev.minijenkin.pipeline.workflow.Problem;
import dev.minijenkin.pipeline.workflow.Trigger;
import dev.minijenkin.pipeline.workflow.Workflow;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What an event would start.
public sealed interface Preview {
    /// A run of these jobs, in the order of the file.
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
    static Preview of(String path, Workflow workflow, PreviewEvent event) {
        return switch (Match.of(workflow, happening(workflow, event))) {
            case Match.Ignored(String reason) -> new Ignored(reason);
            case Match.Starts(Trigger.Dispatch(var declared)) ->
                    switch (DispatchInputs.of(declared, event.inputs())) {
                        case DispatchInputs.Accepted(ObjectValue inputs) ->
                                plan(path, workflow, event, inputs);
                        case DispatchInputs.Refused(String reason) -> new Ignored(reason);
                    };
            case Match.Starts _ -> plan(path, workflow, event, ObjectValue.EMPTY);
        };
    }

    private static Preview plan(
            String path, Workflow workflow, PreviewEvent event, ObjectValue inputs) {
        String name = workflow.name().isBlank() ? path : workflow.name();
        PreviewContexts contexts = PreviewContexts.of(event, name, inputs);
        return switch (RunPlanner.plan(path, workflow, contexts.all())) {
            case PlanResult.Refused(List<Problem> problems) -> new Broken(problems);
            case PlanResult.Planned(List<PlannedJob> jobs) -> starts(path, jobs, contexts);
        };
    }

    private static Preview starts(String path, List<PlannedJob> jobs, PreviewContexts contexts) {
        Outlook outlook = new Outlook(jobs, contexts);
        try {
            return new Starts(
                    jobs.stream()
                            .map(job -> new PreviewJob(job, outlook.runs(job.key())))
                            .toList());
        } catch (ExpressionException e) {
            return new Broken(
                    List.of(
                            new Problem(
                                    Problem.Level.ERROR,
                                    path,
                                    1,
                                    1,
                                    "A condition cannot be evaluated: " + e.getMessage())));
        }
    }

    /// What the caller does not tell is taken so that the file may start.
    private static Happening happening(Workflow workflow, PreviewEvent event) {
        Optional<Trigger> trigger = Optional.ofNullable(workflow.triggers().get(event.name()));
        return new Happening(
                event.name(),
                event.text("action").orElse(trigger.map(Preview::usualActivity).orElse("")),
                event.ref(),
                RefNames.brief(event.ref()),
                event.text("workflow_run", "name")
                        .orElse(trigger.map(Preview::usualWorkflow).orElse("")),
                event.text("head_commit", "message").orElse(""),
                event::changedFiles);
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
