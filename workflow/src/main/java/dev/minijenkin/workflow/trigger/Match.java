package dev.minijenkin.workflow.trigger;

import dev.minijenkin.workflow.model.PatternFilter;
import dev.minijenkin.workflow.model.Trigger;
import dev.minijenkin.workflow.model.Workflow;
import java.util.List;
import java.util.Optional;

/// Whether something that happened starts a workflow.
public sealed interface Match {
    record Starts(Trigger trigger) implements Match {}

    /// Nothing starts.
    ///
    /// @param reason one sentence
    record Ignored(String reason) implements Match {}

    static Match of(Workflow workflow, Happening happening) {
        Trigger trigger = workflow.triggers().get(happening.event());
        if (trigger == null) {
            return new Ignored("The workflow does not name the event " + happening.event());
        }
        if (SkipInstruction.appliesTo(happening)) {
            return new Ignored("The message of the commit asks for no runs");
        }
        Optional<String> reason =
                switch (trigger) {
                    case Trigger.Dispatch _ -> Optional.empty();
                    case Trigger.Push push -> push(push, happening);
                    case Trigger.Schedule(List<Trigger.Schedule.Time> times) ->
                            times.stream()
                                            .anyMatch(time ->
                                                    time.text().equals(happening.activity()))
                                    ? Optional.empty()
                                    : Optional.of("The workflow no longer has this schedule");
                    case Trigger.Call _ -> Optional.of("Only another workflow can call this one");
                    case Trigger.Activity activity -> activity(activity, happening);
                };
        return reason.<Match>map(Ignored::new).orElseGet(() -> new Starts(trigger));
    }

    private static Optional<String> push(Trigger.Push push, Happening happening) {
        PatternFilter filter = happening.isTag() ? push.tags() : push.branches();
        PatternFilter other = happening.isTag() ? push.branches() : push.tags();
        String kind = happening.isTag() ? "tag" : "branch";
        // Who filters only branches wants no tags, and the other way round.
        if (!filter.defined() && other.defined()) {
            return Optional.of("The workflow filters refs and names no %s".formatted(kind));
        }
        if (!filter.admits(happening.refName())) {
            return Optional.of(
                    "The %s %s passes no filter of the workflow"
                            .formatted(kind, happening.refName()));
        }
        return happening.isTag() ? Optional.empty() : paths(push.paths(), happening);
    }

    private static Optional<String> activity(Trigger.Activity trigger, Happening happening) {
        List<String> types =
                trigger.types().isEmpty() ? Activities.usual(trigger.event()) : trigger.types();
        if (!types.isEmpty() && !types.contains(happening.activity())) {
            return Optional.of(
                    "The workflow does not ask for the activity `%s` of %s"
                            .formatted(happening.activity(), trigger.event()));
        }
        if (!trigger.workflows().isEmpty() && !trigger.workflows().contains(happening.workflow())) {
            return Optional.of(
                    "The workflow does not wait for runs of `%s`".formatted(happening.workflow()));
        }
        if (!trigger.branches().admits(happening.branch())) {
            return Optional.of(
                    "The branch %s passes no filter of the workflow".formatted(happening.branch()));
        }
        return paths(trigger.paths(), happening);
    }

    private static Optional<String> paths(PatternFilter filter, Happening happening) {
        if (!filter.defined()) {
            return Optional.empty();
        }
        return happening.changedFiles().get().filter(files -> !filter.admitsAny(files)).isPresent()
                ? Optional.of("No changed file passes the paths of the workflow")
                : Optional.empty();
    }
}
