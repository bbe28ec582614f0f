package dev.minijenkin.pipeline.plan;

import dev.minijenkin.pipeline.workflow.PatternFilter;
import dev.minijenkin.pipeline.workflow.Trigger;
import dev.minijenkin.pipeline.workflow.Workflow;

/// Whether an event starts a workflow.
public sealed interface TriggerMatch {
    record Starts(Trigger trigger) implements TriggerMatch {}

    /// Nothing starts.
    ///
    /// @param reason one sentence
    record Ignored(String reason) implements TriggerMatch {}

    static TriggerMatch of(Workflow workflow, Event event) {
        Trigger trigger = workflow.triggers().get(event.name());
        return switch (trigger) {
            case null -> new Ignored("The workflow does not name the event " + event.name());
            case Trigger.NotCarriedOut() ->
                    new Ignored("The event %s starts no run here".formatted(event.name()));
            case Trigger.Dispatch dispatch -> new Starts(dispatch);
            case Trigger.Push push -> ofPush(push, event);
        };
    }

    private static TriggerMatch ofPush(Trigger.Push push, Event event) {
        PatternFilter filter = event.isTag() ? push.tags() : push.branches();
        PatternFilter other = event.isTag() ? push.branches() : push.tags();
        String kind = event.isTag() ? "tag" : "branch";
        // Who filters only branches wants no tags, and the other way round.
        if (!filter.defined() && other.defined()) {
            return new Ignored("The workflow filters refs and names no %s".formatted(kind));
        }
        if (!filter.admits(event.refName())) {
            return new Ignored(
                    "The %s %s passes no filter of the workflow".formatted(kind, event.refName()));
        }
        boolean filesPass =
                event.isTag()
                        || event.changedFiles() == null
                        || push.paths().admitsAny(event.changedFiles());
        return filesPass
                ? new Starts(push)
                : new Ignored("No changed file passes the paths of the workflow");
    }
}
