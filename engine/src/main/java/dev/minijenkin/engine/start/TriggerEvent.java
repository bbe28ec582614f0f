package dev.minijenkin.engine.start;

import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.workflow.trigger.Event;
import dev.minijenkin.workflow.trigger.RefNames;

/// Why workflows may run: an event at a commit.
///
/// @param event with its ref; what it asks of its commit is asked at most once
/// @param actor who caused it
/// @param payload JSON, as it came
/// @param inputs of a trigger by hand, as a JSON object; `{}` where there are none
/// @param serverUrl under which people reach this installation; empty where it has none
public record TriggerEvent(
        Repository repository,
        DeliveryId delivery,
        Event event,
        Commit commit,
        String actor,
        byte[] payload,
        String inputs,
        String serverUrl) {
    /// In workflow files: `push`, `workflow_dispatch`.
    public String name() {
        return event.name();
    }

    /// Full ref.
    public String ref() {
        return event.ref();
    }

    /// Branch or tag that it is for; of a pull request the branch that it comes from.
    String headBranch() {
        String branch = event.headRef();
        return branch.isEmpty() ? RefNames.brief(event.ref()) : branch;
    }
}
