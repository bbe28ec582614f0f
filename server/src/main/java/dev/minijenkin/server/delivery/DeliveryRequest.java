package dev.minijenkin.server.delivery;

import dev.minijenkin.engine.start.Occasion;
import java.util.Optional;

/// What a delivery asks for.
sealed interface DeliveryRequest {
    /// A ref was moved or made.
    ///
    /// @param before empty where the ref is new
    record Push(String ref, Optional<String> before, String after, String actor)
            implements DeliveryRequest {}

    /// A person wants workflows to run.
    ///
    /// @param workflow path of the file, or its bare name; empty: all that can be triggered
    /// @param ref branch, tag, full ref or commit; empty: the default branch
    /// @param inputs JSON object
    record Dispatch(String workflow, String ref, String inputs, String actor)
            implements DeliveryRequest {
        boolean means(String path) {
            return workflow.isEmpty() || path.equals(workflow) || path.endsWith("/" + workflow);
        }
    }

    /// Something happened to a pull request.
    ///
    /// @param activity its type, and the branches between which it lies
    /// @param ref under which the git host keeps its newest commit
    record PullRequest(Occasion.Activity activity, String ref, String headSha, String actor)
            implements DeliveryRequest {}

    /// Something else happened, that is about a ref or about the repository as a whole.
    ///
    /// @param ref full ref; empty: the default branch
    record Activity(String event, Occasion.Activity activity, String ref, String actor)
            implements DeliveryRequest {}

    /// Asks for nothing that starts a run.
    record Nothing(String reason) implements DeliveryRequest {}

    /// Says too little to be carried out.
    record Unreadable(String reason) implements DeliveryRequest {}
}
