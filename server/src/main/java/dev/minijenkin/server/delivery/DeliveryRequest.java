package dev.minijenkin.server.delivery;

import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.workflow.trigger.Event;
import java.util.Optional;

/// What a delivery asks for.
sealed interface DeliveryRequest {
    /// A ref was moved or made.
    ///
    /// @param before empty where the ref is new
    record Push(Event event, Optional<String> before, String after, String actor)
            implements DeliveryRequest {}

    /// A branch or a tag is gone.
    record Deleted(String ref) implements DeliveryRequest {}

    /// The workflow files of the default branch are to be looked at; no run starts.
    record Refresh() implements DeliveryRequest {}

    /// A person wants to know what another delivery would start.
    ///
    /// @param ref branch, tag or commit whose workflow files count; empty: those that it means
    record Preview(DeliveryId delivery, String ref) implements DeliveryRequest {}

    /// A person wants workflows to run.
    ///
    /// @param event whose ref is here a branch, tag, full ref or commit; empty: the default branch
    /// @param workflow path of the file, or its bare name; empty: all that can be triggered
    /// @param inputs JSON object
    record Dispatch(Event event, String workflow, String inputs, String actor)
            implements DeliveryRequest {
        boolean means(String path) {
            return workflow.isEmpty() || path.equals(workflow) || path.endsWith("/" + workflow);
        }
    }

    /// Something happened to a pull request.
    ///
    /// @param event whose ref is that under which the git host keeps its newest commit
    /// @param headSha cut where the host cuts it
    /// @param baseSha where the branch that it goes to was then; empty where the host does not say
    /// @param fork where its commits come from; empty: from the repository itself
    record PullRequest(
            Event event,
            String headSha,
            Optional<String> baseSha,
            String actor,
            Optional<Fork> fork)
            implements DeliveryRequest {}

    /// Something else happened: a release, a comment, a new tag, a run of another workflow.
    record OtherEvent(Event event, String actor) implements DeliveryRequest {}

    /// Asks for nothing that starts a run.
    record Nothing(String reason) implements DeliveryRequest {}

    /// Says too little to be carried out.
    record Unreadable(String reason) implements DeliveryRequest {}
}
