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

    static Match of(Workflow workflow, Event event) {
        Trigger trigger = workflow.triggers().get(event.name());
        if (trigger == null) {
            return new Ignored("The workflow does not name the event " + event.name());
        }
        if (SkipInstruction.appliesTo(event)) {
            return new Ignored("The message of the commit asks for no runs");
        }
        Optional<String> reason =
                switch (trigger) {
                    case Trigger.Dispatch _ -> Optional.empty();
                    case Trigger.Push push -> push(push, event);
                    case Trigger.Schedule(List<Trigger.Schedule.Time> times) ->
                            times.stream().anyMatch(time -> time.text().equals(event.activity()))
                                    ? Optional.empty()
                                    : Optional.of("The workflow no longer has this schedule");
                    case Trigger.Call _ -> Optional.of("Only another workflow can call this one");
                    case Trigger.Activity activity -> activity(activity, event);
                };
        return reason.<Match>map(Ignored::new).orElseGet(() -> new Starts(trigger));
    }

    private static Optional<String> push(Trigger.Push push, Event event) {
        if (!event.isTag() && !RefNames.isBranch(event.ref())) {
            return Optional.of("%s is neither a branch nor a tag".formatted(event.ref()));
        }
        PatternFilter filter = event.isTag() ? push.tags() : push.branches();
        PatternFilter other = event.isTag() ? push.branches() : push.tags();
        String kind = event.isTag() ? "tag" : "branch";
        // Who filters only branches wants no tags, and the other way round.
        if (!filter.defined() && other.defined()) {
            return Optional.of("The workflow filters refs and names no %s".formatted(kind));
        }
        if (!filter.admits(event.refName())) {
            return Optional.of(
                    "The %s %s passes no filter of the workflow".formatted(kind, event.refName()));
        }
        return event.isTag() ? Optional.empty() : paths(push.paths(), event);
    }

    private static Optional<String> activity(Trigger.Activity trigger, Event event) {
        List<String> types =
                trigger.types().isEmpty() ? Activities.usual(trigger.event()) : trigger.types();
        if (!types.isEmpty() && !types.contains(event.activity())) {
            return Optional.of(
                    "The workflow does not ask for the activity `%s` of %s"
                            .formatted(event.activity(), trigger.event()));
        }
        if (!trigger.workflows().isEmpty() && !trigger.workflows().contains(event.workflow())) {
            return Optional.of(
                    "The workflow does not wait for runs of `%s`".formatted(event.workflow()));
        }
        if (!trigger.branches().admits(event.branch())) {
            return Optional.of(
                    "The branch %s passes no filter of the workflow".formatted(event.branch()));
        }
        return paths(trigger.paths(), event);
    }

    private static Optional<String> paths(PatternFilter filter, Event event) {
        if (!filter.defined()) {
            return Optional.empty();
        }
        return event.changedFiles().get().filter(files -> !filter.admitsAny(files)).isPresent()
                ? Optional.of("No changed file passes the paths of the workflow")
                : Optional.empty();
    }
}
