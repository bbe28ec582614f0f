package dev.minijenkin.engine.start;

import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.workflow.trigger.Event;
import dev.minijenkin.workflow.trigger.RefNames;
import java.util.Optional;

/// Why workflows may run: an event at a commit.
///
/// @param event with its ref; what it asks of its commit is asked at most once
/// @param actor who caused it
/// @param payload JSON, as it came
/// @param inputs of a trigger by hand, as a JSON object; `{}` where there are none
/// @param serverUrl under which people reach this installation; empty where it has none
/// @param doubt why its runs wait until an operator approves of them; empty: they begin at once
/// @param fork whether it comes from another repository, and brings its code
public record TriggerEvent(
        Repository repository,
        DeliveryId delivery,
        Event event,
        Commit commit,
        String actor,
        byte[] payload,
        String inputs,
        String serverUrl,
        Optional<String> doubt,
        boolean fork) {
    public TriggerEvent(
            Repository repository,
            DeliveryId delivery,
            Event event,
            Commit commit,
            String actor,
            byte[] payload,
            String inputs,
            String serverUrl) {
        this(
                repository,
                delivery,
                event,
                commit,
                actor,
                payload,
                inputs,
                serverUrl,
                Optional.empty(),
                false);
    }

    /// The same from a fork, whose runs wait for an operator where there is a reason.
    public TriggerEvent ofFork(Optional<String> reason) {
        return new TriggerEvent(
                repository,
                delivery,
                event,
                commit,
                actor,
                payload,
                inputs,
                serverUrl,
                reason,
                true);
    }

    /// The same with another payload.
    TriggerEvent with(byte[] otherPayload) {
        return new TriggerEvent(
                repository,
                delivery,
                event,
                commit,
                actor,
                otherPayload,
                inputs,
                serverUrl,
                doubt,
                fork);
    }

    /// Whether its runs are for guest runners, as the repository wants it now.
    boolean onGuests() {
        return switch (repository.guestRuns()) {
            case NONE -> false;
            case FORKS -> fork;
            case ALL -> true;
        };
    }

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
